import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { recordFailure } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';

const LONGEST = 500;

/** Writes the last failure of the work on a photo to its submission, for staff to read. */
@Injectable()
export class RecordPhotoFailure {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(submissionId: string, error: Error): Promise<void> {
    const failure = error.message.slice(0, LONGEST);
    await this.unit.run(async (tx) => {
      if (!(await recordFailure(tx, submissionId, failure, this.clock.now()))) return;
      await this.audit.append(tx, {
        actor: 'system',
        action: 'submission.processing-failed',
        subject: { kind: 'submission', id: submissionId },
        facts: { failure },
      });
    });
  }
}
