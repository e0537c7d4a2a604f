export { createClient, type CallOptions, type Client, type ClientOptions } from './client.js';
export { endpoints, type EndpointId, type IdOf, type Route, type Table } from './endpoints.js';
export { ApiProblem, NetworkProblem, isProblem, isRefusal, type NetworkReason } from './problems.js';
export { type StreamOptions } from './stream.js';
