import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to the request or job attempt in hand; its log lines carry it. */
export interface RequestContext {
  requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and whatever it awaits, within a context. */
export const withRequestContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

/** The context of the request in hand, or undefined outside one. */
export const requestContext = (): RequestContext | undefined => storage.getStore();
