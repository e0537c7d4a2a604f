import { Controller } from '@nestjs/common';
import { type AuthorView, endpoints, type In, type Out } from '@zuimei/contracts';
import {
  AUTHOR_SESSION_IDLE_MS,
  type AuthorCaller,
  AuthorSessions,
  RequestSignInCode,
  SignInAuthor,
  UpdateAuthor,
} from '@zuimei/identity';
import { type CookieJar } from '../http/cookies.js';
import { CallerCtx, Cookies, Device, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class AuthorController {
  constructor(
    private readonly requestCode: RequestSignInCode,
    private readonly signIn: SignInAuthor,
    private readonly sessions: AuthorSessions,
    private readonly update: UpdateAuthor,
  ) {}

  @Endpoint(endpoints.requestSignInCode)
  async requestSignInCode(
    @Input() input: In<typeof endpoints.requestSignInCode>,
    @Device() device: string,
  ): Promise<Out<typeof endpoints.requestSignInCode>> {
    return unwrap(await this.requestCode.run({ phone: input.body.phone, device }));
  }

  @Endpoint(endpoints.createAuthorSession)
  async createAuthorSession(
    @Input() input: In<typeof endpoints.createAuthorSession>,
    @Cookies() cookies: CookieJar,
  ): Promise<AuthorView> {
    const { token, caller } = unwrap(await this.signIn.run(input.body));
    cookies.set('author', token, AUTHOR_SESSION_IDLE_MS / 1000);
    return viewOf(caller);
  }

  @Endpoint(endpoints.getAuthorSession)
  getAuthorSession(@CallerCtx() caller: AuthorCaller): AuthorView {
    return viewOf(caller);
  }

  @Endpoint(endpoints.endAuthorSession)
  async endAuthorSession(@CallerCtx() caller: AuthorCaller, @Cookies() cookies: CookieJar): Promise<void> {
    await this.sessions.end(caller);
    cookies.clear('author');
  }

  @Endpoint(endpoints.updateAuthor)
  async updateAuthor(
    @Input() input: In<typeof endpoints.updateAuthor>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<AuthorView> {
    return unwrap(await this.update.run(caller, input.body));
  }
}

const viewOf = ({ authorId, displayName, company, phoneTail }: AuthorCaller): AuthorView => ({
  id: authorId,
  displayName,
  company,
  phoneTail,
});
