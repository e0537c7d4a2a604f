import { Module } from '@nestjs/common';

/** Editions, submissions, moderation, entries, publication: the wiring of the slice of the contest. */
@Module({ controllers: [], providers: [] })
export class ContestModule {}
