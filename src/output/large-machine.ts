import { PAGE_SIZE } from '../common/page.js';

/** Limit of a machine of 16 GiB with the kernel's default of 20%. */
export const LARGE_LIMIT_PAGES = Math.floor((2 ** 34 / PAGE_SIZE) * 0.2);
