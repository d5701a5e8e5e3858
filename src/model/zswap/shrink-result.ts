/** Result of one shrink_memcg(): 0, -EAGAIN, -ENOENT. */
export type ShrinkResult = 'written' | 'again' | 'nothing';
