export { startCluster, type Cluster, type ClusterOptions } from './cluster.js';
export { freePort } from './free-port.js';
