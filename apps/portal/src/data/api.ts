import { createClient } from '@zuimei/api-client';

export const api = createClient();
export { ApiProblem, NetworkProblem, endpoints, isProblem, isRefusal } from '@zuimei/api-client';
