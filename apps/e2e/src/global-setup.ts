import { prepareHallNetwork } from './support/hall-network.js';

export default prepareHallNetwork;
