import { trustLists } from '../../platform/facts/bundled-trust.ts';
import { serveFactsWorker } from '../../platform/facts/serve-facts-worker.ts';
import { readMediaFacts } from './read-media-facts.ts';

serveFactsWorker(({ ask, addedLists }, onFetched) => readMediaFacts(ask.media, trustLists(addedLists), onFetched));
