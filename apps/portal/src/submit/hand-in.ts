import { api, endpoints, isProblem } from '../data/api.js';
import { refusalInWords } from './check-file.js';
import { type Answers, type Details, type HandedIn, type Tile, uploadIdOf } from './tiles.js';

interface Terms {
  editionKey: string;
  answers: Answers;
}

/** Hands one photo in. It may still be uploading: the server commits it with the last byte. Safe to repeat. */
export async function handIn(tile: Tile, details: Details, { editionKey, answers }: Terms): Promise<HandedIn> {
  if (!tile.uploadUrl || !details.recognisable)
    return { kind: 'refused', sentence: '网络不通，还没能交上；照片都在，请稍后再交。' };
  try {
    await api.call(
      endpoints.createSubmission,
      {
        body: {
          clientKey: tile.key,
          uploadId: uploadIdOf(tile.uploadUrl),
          editionKey,
          title: details.title.trim(),
          story: details.story.trim(),
          place: details.place.trim(),
          // A masked photo shows nobody who has not agreed.
          recognisable: details.recognisable === 'not-consented' && tile.masked ? 'nobody' : details.recognisable,
          consent: {
            version: answers.agreedTo ?? '',
            original: answers.original,
            noSecrets: answers.noSecrets,
            district: answers.district,
          },
        },
      },
      { retries: 3 },
    );
    return { kind: 'yes' };
  } catch (problem) {
    if (!isProblem(problem)) throw problem;
    const errors = 'errors' in problem ? problem.errors : [];
    return { kind: 'refused', sentence: refusalInWords({ detail: problem.sentence.zh, errors }) };
  }
}
