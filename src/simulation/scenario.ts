/** Where stores come from and what else happens; docs/model.md has them. */
export type Scenario = 'fill' | 'edge' | 'steady';
