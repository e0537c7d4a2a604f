export { Icon, type IconProps } from './status/Icon.js';
export { ICON_PATHS, type IconName } from './status/icons.js';
export { StatusPill, type PillTone, type StatusPillProps } from './status/StatusPill.js';
export { Timeline, type StepState, type TimelineProps, type TimelineStep } from './status/Timeline.js';
export { SyncChip, type SyncChipProps, type SyncState } from './status/SyncChip.js';
export { Photo, type PhotoProps, type PhotoState } from './photo/Photo.js';
export { bytesFromBase64, decodeThumbhash, type ThumbPixels } from './photo/thumbhash.js';
export { DayGrid, type DayControl, type DayGridProps, type DayPicture } from './wall/DayGrid.js';
export { yearCells, type DayCell, type DayKind } from './wall/days.js';
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
export {
  Checkbox,
  ChoiceChips,
  type CheckboxProps,
  type Choice,
  type ChoiceChipsProps,
} from './controls/ChoiceChips.js';
export { Note, type NoteProps } from './feedback/Note.js';
export { Dialog, type DialogProps } from './feedback/Dialog.js';
export { ToastHost } from './feedback/ToastHost.js';
export { toast, type ToastAction, type ToastOptions } from './feedback/toasts.js';
export { SlowNote, type SlowNoteProps } from './feedback/SlowNote.js';
export { Progress, type ProgressProps } from './status/Progress.js';
export { Countdown, type CountdownProps } from './status/Countdown.js';
export { countdownParts, type CountdownParts, type CountdownPhase } from './status/countdown-parts.js';
export { KeyHint, type KeyHintProps } from './status/KeyHint.js';
export { Lamp, LampBoard, type LampBoardProps, type LampState } from './status/Lamps.js';
export { IntervalAxis, IntervalBar, type IntervalBarProps } from './charts/IntervalBar.js';
export { CoverageChart, type CoverageChartProps } from './charts/CoverageChart.js';
export {
  dayKey,
  formatAgo,
  formatDate,
  formatDay,
  formatDateTime,
  formatDeadline,
  formatEdition,
  formatFullDate,
  formatTime,
  formatWeekday,
  type Instant,
} from './format/dates.js';
export { figureInWords, formatFigure, type Figure } from './format/figure.js';
export { formatBytes, formatClock, formatCode, formatCount, formatDuration, formatPercent } from './format/numbers.js';
