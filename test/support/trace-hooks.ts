// Loader hooks, which live in a thread of their own: each module's address goes to the file that TRACE_LOADS names.
import { appendFileSync } from 'node:fs';

type NextLoad = (url: string, context: object) => Promise<object>;

export async function load(url: string, context: object, next: NextLoad): Promise<object> {
  appendFileSync(process.env.TRACE_LOADS as string, `${url}\n`);
  return await next(url, context);
}
