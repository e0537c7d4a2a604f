/** Brings a sign-in code to the holder of a phone. Also the injection token. */
export abstract class SignInCodePort {
  /** Seconds before the same phone may ask again. */
  abstract readonly resendAfterSeconds: number;
  /** Codes that one phone may ask for in a day. */
  abstract readonly perDay: number;
  /**
   * Delivers `code` to `phone`. Throws where it cannot be delivered.
   * @returns the code where it may be shown on the page that asked for it (demonstrations only), else null
   */
  abstract deliver(phone: string, code: string): Promise<{ shown: string | null }>;
}

/** Shows the code on the page instead of sending it: a demonstration has no SMS, and proves nothing about the phone. */
export class ShownOnPageCodes extends SignInCodePort {
  readonly resendAfterSeconds = 1;
  readonly perDay = 500;

  async deliver(_phone: string, code: string): Promise<{ shown: string }> {
    return { shown: code };
  }
}

/** What an operator's SMS provider must do. */
export interface SmsGateway {
  /** Sends one text message; throws where the provider refuses it. */
  send(phone: string, message: { template: 'sign-in-code'; code: string; validMinutes: number }): Promise<void>;
}

/** Sends the code by SMS through the operator's gateway. */
export class SmsCodes extends SignInCodePort {
  readonly resendAfterSeconds = 60;
  readonly perDay = 10;

  constructor(private readonly gateway: SmsGateway) {
    super();
  }

  async deliver(phone: string, code: string): Promise<{ shown: null }> {
    await this.gateway.send(phone, { template: 'sign-in-code', code, validMinutes: 5 });
    return { shown: null };
  }
}

/**
 * What signing in by WeChat needs: the page sends the code of WeChat's OAuth redirect, the provider answers with the
 * person's id at the official account.
 */
export interface WeChatSignIn {
  exchange(code: string): Promise<{ openId: string; unionId: string | null }>;
}

/** The gateway of a server that was given none: asking for a code fails loudly instead of sending it nowhere. */
export class NoSmsGateway implements SmsGateway {
  async send(): Promise<never> {
    throw new Error('no SMS gateway is configured: set DEMO_SIGN_IN=true for a demonstration, or bind SmsGateway');
  }
}
