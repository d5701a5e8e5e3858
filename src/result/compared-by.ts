/** Properties by which cells of one result are compared. */
export const COMPARED_BY = ['strategy', 'compressor', 'folio-size', 'kernel'] as const;

export type ComparedBy = (typeof COMPARED_BY)[number];
