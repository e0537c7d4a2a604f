export { Icon, type IconProps } from './status/Icon.js';
export { ICON_PATHS, type IconName } from './status/icons.js';
export { StatusPill, type PillTone, type StatusPillProps } from './status/StatusPill.js';
export { Timeline, type StepState, type TimelineProps, type TimelineStep } from './status/Timeline.js';
export { SyncChip, type SyncChipProps, type SyncState } from './status/SyncChip.js';
export { Photo, type PhotoProps, type PhotoState } from './photo/Photo.js';
export { bytesFromBase64, decodeThumbhash, type ThumbPixels } from './photo/thumbhash.js';
export { FrameLine, type FrameLineProps } from './photo/FrameLine.js';
export { Seal, type SealProps } from './photo/Seal.js';
export {
  Button,
  ButtonLink,
  type BlockedBy,
  type ButtonKind,
  type ButtonLinkProps,
  type ButtonProps,
} from './controls/Button.js';
export { TextArea, TextField, type TextAreaProps, type TextFieldProps } from './controls/Field.js';
export { textLength } from './controls/text-length.js';
export { EmptyState, ErrorState, type EmptyStateProps, type ErrorStateProps } from './feedback/EmptyState.js';
export { announce } from './feedback/announce.js';
