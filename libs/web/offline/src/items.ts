/** Something that must reach a server, whenever a network is there. */
export interface OutboxItem<P = unknown> {
  /** Drawn by whoever makes it; the server acknowledges by it. The first item under an id stays. */
  id: string;
  /** Items of a group are delivered in order and with the group's own `meta` (an access token, say). */
  group: string;
  order: number;
  payload: P;
  /** Milliseconds since 1970 by this machine; decides nothing but which group is tried first. */
  createdAt: number;
}

/** An item that the server refused. It is kept until somebody has seen it. */
export interface ParkedItem<P = unknown> extends OutboxItem<P> {
  reason: unknown;
}

export interface OutboxGroup<M = unknown> {
  group: string;
  meta: M;
  /** Nothing more will be put into it; its row goes with its last item. */
  closed: boolean;
}

/** How an item stands in the database. `form` is the shape of this record, so that an older program leaves newer ones be. */
export interface StoredItem extends OutboxItem {
  form: number;
  parked: { reason: unknown } | null;
}

export const FORM = 1;

export const isUnderstood = (item: StoredItem): boolean => item.form <= FORM;

export const toItem = ({ id, group, order, payload, createdAt }: StoredItem): OutboxItem => ({
  id,
  group,
  order,
  payload,
  createdAt,
});

export const inOrder = (a: OutboxItem, b: OutboxItem): number =>
  a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
