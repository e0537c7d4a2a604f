import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { UnitOfWork } from '@zuimei/persistence';
import { SignInCodeRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import { IdentitySecrets } from '../secrets.js';
import { type Allowance, Throttle } from '../throttle.js';
import { SignInCodePort } from './sign-in-code.port.js';

/** How long a code opens a session. */
export const CODE_VALID_MS = 5 * 60_000;

const HOUR = 60 * 60_000;
/** Codes that one device may ask for, whatever the phones. */
const PER_DEVICE: Allowance = { name: 'sign-in-code/device', max: 60, windowMs: HOUR };

/** Makes a six-digit code for a phone and has it delivered. Refuses with RATE_LIMITED. */
@Injectable()
export class RequestSignInCode {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly codes: SignInCodeRepository,
    private readonly port: SignInCodePort,
    private readonly throttle: Throttle,
    private readonly secrets: IdentitySecrets,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(input: {
    phone: string;
    device: string;
  }): Promise<Result<{ expiresInSeconds: number; resendAfterSeconds: number; demoCode: string | null }, Problem>> {
    const { resendAfterSeconds, perDay } = this.port;
    const once: Allowance = { name: 'sign-in-code/again', max: 1, windowMs: resendAfterSeconds * 1000 };
    const daily: Allowance = { name: 'sign-in-code/day', max: perDay, windowMs: 24 * HOUR };
    for (const [allowance, whom] of [
      [once, input.phone],
      [daily, input.phone],
      [PER_DEVICE, input.device],
    ] as const) {
      const taken = await this.throttle.take(allowance, whom);
      if (!taken.ok) return taken;
    }

    const code = sixDigits(this.ids);
    const createdAt = this.clock.now();
    await this.unit.run((tx) =>
      this.codes.replace(tx, {
        id: this.ids.next(),
        phoneHmac: this.secrets.phone(input.phone),
        codeHmac: this.secrets.code(input.phone, code),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + CODE_VALID_MS),
      }),
    );
    const { shown } = await this.port.deliver(input.phone, code);
    return ok({ expiresInSeconds: CODE_VALID_MS / 1000, resendAfterSeconds, demoCode: shown });
  }
}

/** Six digits, each code as likely as the other: draws that would favour the low ones are thrown away. */
function sixDigits(ids: Ids): string {
  const limit = 2 ** 32 - (2 ** 32 % 1_000_000);
  for (;;) {
    const draw = ids.bytes(4).readUInt32BE();
    if (draw < limit) return String(draw % 1_000_000).padStart(6, '0');
  }
}
