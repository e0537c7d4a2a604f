/** What every problem carries: its HTTP status and whether the same request may succeed later unchanged. */
export interface ProblemEntry {
  status: number;
  retryable: boolean;
}

const refuse = (status: number): ProblemEntry => ({ status, retryable: false });
const later = (status: number): ProblemEntry => ({ status, retryable: true });

/**
 * The one catalogue of problem codes. A code's sentences in Chinese and English stand in the glossary under the same
 * key, with `{fact}` places for the values in the problem's `facts`.
 */
export const PROBLEMS = {
  // Every endpoint
  VALIDATION_FAILED: refuse(400),
  BODY_NOT_JSON: refuse(400),
  BODY_TOO_LARGE: refuse(413),
  REQUEST_UNREADABLE: refuse(400),
  REQUEST_TOO_SLOW: later(408),
  UNAUTHENTICATED: refuse(401),
  SESSION_EXPIRED: refuse(401),
  FORBIDDEN: refuse(403),
  CROSS_SITE_REQUEST: refuse(403),
  FRESH_LOGIN_REQUIRED: refuse(403),
  SECOND_PERSON_REQUIRED: refuse(403),
  NOT_FOUND: refuse(404),
  METHOD_NOT_ALLOWED: refuse(405),
  MOVE_NOT_ALLOWED: refuse(409),
  RATE_LIMITED: later(429),
  INTERNAL: later(500),
  SHUTTING_DOWN: later(503),
  TEMPORARILY_UNAVAILABLE: later(503),

  // Identity
  SIGN_IN_CODE_WRONG: refuse(403),
  SIGN_IN_CODE_EXPIRED: refuse(403),
  LOGIN_WRONG: refuse(403),
  TOTP_REQUIRED: refuse(403),
  TOTP_WRONG: refuse(403),

  // Contest: rules of an edition
  EDITION_EXISTS: refuse(409),
  EDITION_SCHEDULE_INVALID: refuse(422),
  EDITION_RULES_INVALID: refuse(422),
  RULE_OUT_OF_RANGE: refuse(422),
  RULE_UNKNOWN: refuse(422),
  LADDER_MALFORMED: refuse(422),
  PRIZE_NAME_MALFORMED: refuse(422),
  PRIZE_NAME_TWICE: refuse(422),
  PRIZE_COUNT_INVALID: refuse(422),
  PRIZES_DO_NOT_ADD_UP: refuse(422),
  RULES_LOCKED: refuse(409),
  EDITION_NOT_COLLECTING: refuse(409),
  QUOTA_EXCEEDED: refuse(409),
  CONSENT_OUTDATED: refuse(409),
  CONSENT_MISSING: refuse(422),
  ORIGINALITY_MISSING: refuse(422),
  PORTRAIT_MISSING: refuse(422),
  SECRETS_NOT_CLEARED: refuse(422),
  TITLE_REQUIRED: refuse(422),
  TITLE_TOO_LONG: refuse(422),
  STORY_TOO_LONG: refuse(422),
  PLACE_REQUIRED: refuse(422),
  PLACE_TOO_LONG: refuse(422),
  FACES_NOT_CLEARED: refuse(422),
  UPLOAD_NOT_FOUND: refuse(404),
  UPLOAD_CONFLICT: later(409),
  UPLOAD_TOO_LONG: refuse(413),
  CLIENT_KEY_REUSED: refuse(409),
  ENTRY_ALREADY_IN_ROUND: refuse(409),
  SAME_BYTES: refuse(409),

  // Contest: the wall of 365
  ENTRY_LEFT: refuse(409),
  ENTRY_NOT_PUBLIC: refuse(409),
  CONSENT_NOT_FOR_WALL: refuse(409),
  PHOTO_NOT_COMPARED: later(409),
  ENTRY_ON_WALL: refuse(409),
  LIKE_MOMENT: refuse(409),
  DAY_TAKEN: refuse(409),

  // Contest: stored pictures
  ORIGINAL_LINK_INVALID: refuse(403),
  ORIGINAL_LINK_EXPIRED: refuse(410),
  ORIGINAL_WITHDRAWN: refuse(403),
  PICTURE_MISSING: later(503),
  STORE_UNAVAILABLE: later(503),
  STORAGE_FULL: later(507),

  // Contest: pictures, by content
  EMPTY: refuse(422),
  UNSUPPORTED_TYPE: refuse(415),
  CORRUPT: refuse(422),
  TOO_MANY_PIXELS: refuse(422),
  TOO_SMALL: refuse(422),
  TOO_LARGE: refuse(413),
  BAD_ASPECT: refuse(422),
  ANIMATED: refuse(422),
  TOO_COMPLEX: refuse(422),
  DECODE_TIMEOUT: refuse(422),
  DECODE_MEMORY: refuse(422),

  // Judging: sittings and passes
  ROUND_HAS_NO_ENTRIES: refuse(422),
  METHOD_DOES_NOT_FIT: refuse(422),
  ROUND_RULES_DIFFER: refuse(422),
  ROUND_NOT_FINAL: refuse(409),
  PASS_ON_PAPER: refuse(409),
  PASS_ON_TABLET: refuse(409),
  PAPER_CODE_WRONG: refuse(403),
  PAPER_SETTLED: refuse(409),
  ROUND_BEFORE_NOT_CERTIFIED: refuse(409),
  PUBLISH_TIME_OUT_OF_RANGE: refuse(422),
  FOREIGN_EDITION_ENTRY: refuse(422),
  PASS_CODE_WRONG: refuse(403),
  PASS_REVOKED: refuse(403),
  PASS_USED: refuse(403),
  DEVICE_KEY_WRONG: refuse(403),
  ENROLMENT_WRONG: refuse(403),
  TABLET_NAME_TAKEN: refuse(409),
  TABLET_REVOKED: refuse(403),
  HELD_NOT_ACKNOWLEDGED: refuse(409),
  NO_OPEN_ROUND: refuse(409),
  ROUND_NOT_OPEN: refuse(409),
  NO_SCREENS_LEFT: refuse(409),
  OUTBOXES_NOT_EMPTY: refuse(409),
  RESULT_NOT_PUBLIC: refuse(404),
  RUN_OFF_PENDING: refuse(409),
  ROUND_HAS_NO_ANSWERS: refuse(409),
  GRADES_NOT_CONNECTED: refuse(409),

  // Judging: answers (also the refusal code of one answer within a set)
  ROUND_CLOSED: refuse(409),
  SCREEN_UNKNOWN: refuse(422),
  SCREEN_TAKEN: refuse(409),
  ENTRY_SEEN_TWICE: refuse(409),
  ENTRY_EXCLUDED: refuse(409),
  ANSWER_ID_REUSED: refuse(409),
  WRONG_ANSWER_KIND: refuse(422),
  TOO_MANY_PICKS: refuse(422),
  TOO_FEW_PICKS: refuse(422),
  DUPLICATE_PICK: refuse(422),
  GRADE_OUT_OF_RANGE: refuse(422),
  FOREIGN_ENTRY: refuse(422),
  UNDO_TOO_FAR: refuse(409),
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Values that a problem's sentence names: the rule's limit, the measured value, a time. JSON only. */
export type ProblemFacts = Readonly<Record<string, unknown>>;

/** A refusal as use cases return it; the API's one filter turns it into RFC 9457 `application/problem+json`. */
export interface Problem {
  code: ProblemCode;
  facts?: ProblemFacts;
  /** Places in the request body, as RFC 6901 pointers, each with its own code. */
  errors?: readonly { pointer: string; code: string; facts?: ProblemFacts }[];
}

/** RFC 9457 body. `type` is a URN of the code; `title` is the English, `detail` the Chinese sentence. */
export interface ProblemDocument {
  type: string;
  title: string;
  detail: string;
  status: number;
  code: ProblemCode;
  retryable: boolean;
  instance?: string;
  facts?: ProblemFacts;
  errors?: Problem['errors'];
}

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);
