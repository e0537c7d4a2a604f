import { Controller } from '@nestjs/common';
import { endpoints, type In, type Out, type StaffTotpView, type StaffView } from '@zuimei/contracts';
import {
  ConfirmPassword,
  EndStaffSessions,
  SetUpTotp,
  SignInStaff,
  STAFF_SESSION,
  type StaffCaller,
} from '@zuimei/identity';
import { Clock } from '@zuimei/platform';
import { type CookieJar } from '../http/cookies.js';
import { CallerCtx, Cookies, Device, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class StaffController {
  constructor(
    private readonly signIn: SignInStaff,
    private readonly confirm: ConfirmPassword,
    private readonly end: EndStaffSessions,
    private readonly totp: SetUpTotp,
    private readonly clock: Clock,
  ) {}

  @Endpoint(endpoints.createStaffSession)
  async createStaffSession(
    @Input() input: In<typeof endpoints.createStaffSession>,
    @Device() device: string,
    @Cookies() cookies: CookieJar,
  ): Promise<StaffView> {
    const { token, caller } = unwrap(await this.signIn.run({ ...input.body, device }));
    cookies.set('staff', token, STAFF_SESSION.absoluteMs / 1000);
    return this.#viewOf(caller);
  }

  @Endpoint(endpoints.getStaffSession)
  getStaffSession(@CallerCtx() caller: StaffCaller): StaffView {
    return this.#viewOf(caller);
  }

  @Endpoint(endpoints.endStaffSession)
  async endStaffSession(@CallerCtx() caller: StaffCaller, @Cookies() cookies: CookieJar): Promise<void> {
    await this.end.run(caller);
    cookies.clear('staff');
  }

  @Endpoint(endpoints.confirmStaffSession)
  async confirmStaffSession(
    @Input() input: In<typeof endpoints.confirmStaffSession>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<StaffView> {
    return this.#viewOf(unwrap(await this.confirm.run(caller, input.body)));
  }

  @Endpoint(endpoints.listStaff)
  async listStaff(): Promise<Out<typeof endpoints.listStaff>> {
    return { items: await this.totp.members() };
  }

  @Endpoint(endpoints.getTotp)
  getTotp(@CallerCtx() caller: StaffCaller): Promise<StaffTotpView> {
    return this.totp.status(caller);
  }

  @Endpoint(endpoints.beginTotp)
  async beginTotp(@CallerCtx() caller: StaffCaller): Promise<Out<typeof endpoints.beginTotp>> {
    return unwrap(await this.totp.begin(caller));
  }

  @Endpoint(endpoints.confirmTotp)
  async confirmTotp(
    @Input() { body }: In<typeof endpoints.confirmTotp>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.confirmTotp>> {
    return unwrap(await this.totp.confirm(caller, body.code));
  }

  @Endpoint(endpoints.removeTotp)
  async removeTotp(@CallerCtx() caller: StaffCaller): Promise<void> {
    await this.totp.remove(caller);
  }

  #viewOf({ staffId, login, displayName, role, freshUntil }: StaffCaller): StaffView {
    const fresh = freshUntil > this.clock.now();
    return { id: staffId, login, displayName, role, freshUntil: fresh ? freshUntil.toISOString() : null };
  }
}
