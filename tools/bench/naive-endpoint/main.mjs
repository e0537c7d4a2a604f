// The reference of P6: answer sets as a first version of such a system takes them. Nest on Express, class-validator, one
// `repository.save` a request; no chain, no signature, no idempotency, no sign-in. It is measured and never shipped.
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import * as transformerPackage from 'class-transformer';
import { Type } from 'class-transformer';
import * as validatorPackage from 'class-validator';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { DataSource, EntitySchema } from 'typeorm';

const column = (type) => ({ type });
const answers = new EntitySchema({
  name: 'naive_answers',
  columns: {
    answerId: { type: 'uuid', primary: true, name: 'answer_id' },
    roundId: { ...column('uuid'), name: 'round_id' },
    screenId: { ...column('uuid'), name: 'screen_id' },
    revision: column('integer'),
    kind: column('text'),
    picks: { type: 'uuid', array: true },
    shownMs: { ...column('integer'), name: 'shown_ms' },
    receivedAt: { type: 'timestamptz', name: 'received_at', createDate: true },
  },
});

/** Applies decorators as TypeScript would. */
const fields = (dto, members) => {
  for (const [name, decorators] of Object.entries(members))
    for (const decorate of decorators) decorate(dto.prototype, name);
};

class PicksDto {}
fields(PicksDto, {
  kind: [IsIn(['picks', 'skip'])],
  picks: [IsArray(), ArrayMaxSize(60), IsUUID(undefined, { each: true })],
});
class AnswerDto {}
fields(AnswerDto, {
  id: [IsUUID()],
  screenId: [IsUUID()],
  revision: [IsInt(), Min(1), Max(1000)],
  answer: [ValidateNested(), Type(() => PicksDto)],
  shownMs: [IsInt(), Min(0), Max(86_400_000)],
});
class AnswerSetDto {}
fields(AnswerSetDto, {
  roundId: [IsUUID()],
  answers: [IsArray(), ArrayMaxSize(100), ValidateNested({ each: true }), Type(() => AnswerDto)],
  pending: [IsInt(), Min(0)],
});

const source = new DataSource({
  type: 'postgres',
  url: process.env.NAIVE_DATABASE_URL,
  entities: [answers],
  synchronize: true,
});

class AnswersController {
  async submit(body) {
    const repository = source.getRepository(answers);
    const saved = await repository.save(
      body.answers.map(({ id, screenId, revision, answer, shownMs }) => ({
        answerId: id,
        roundId: body.roundId,
        screenId,
        revision,
        kind: answer.kind,
        picks: answer.picks,
        shownMs,
      })),
    );
    return { results: saved.map(({ answerId }) => ({ id: answerId, status: 'accepted', seq: null, code: null })) };
  }
}
const submit = Object.getOwnPropertyDescriptor(AnswersController.prototype, 'submit');
Body()(AnswersController.prototype, 'submit', 0);
Reflect.defineMetadata('design:paramtypes', [AnswerSetDto], AnswersController.prototype, 'submit');
Post('/v1/seats/current/answer-sets')(AnswersController.prototype, 'submit', submit);
HttpCode(200)(AnswersController.prototype, 'submit', submit);
Controller()(AnswersController);
class NaiveModule {}
Module({ controllers: [AnswersController] })(NaiveModule);

await source.initialize();
const app = await NestFactory.create(NaiveModule, new ExpressAdapter(), { logger: false, abortOnError: false });
app.useGlobalPipes(new ValidationPipe({ transform: true, validatorPackage, transformerPackage }));
await app.listen(Number(process.env.NAIVE_PORT), '127.0.0.1');
process.stdout.write('ready\n');
