/** What the door has to know of an enrolled tablet. */
export interface TabletSession {
  tabletId: string;
  sittingId: string;
  revoked: boolean;
}

/** Finds enrolled tablets and checks what they sign. The slice of judging provides it; also the injection token. */
export abstract class TabletSessions {
  abstract byId(tabletId: string): Promise<TabletSession | null>;
  /** Whether `signature` (base64url) is the tablet's over `message`. */
  abstract isSignedBy(tabletId: string, message: Uint8Array, signature: string): Promise<boolean>;
}
