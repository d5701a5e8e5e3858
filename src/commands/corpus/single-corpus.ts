import { usageFailure } from '../../common/errors.js';
import { type Corpus, selectCorpora } from '../../corpus/corpus.js';

/** Returns the corpus that an argument names. Throws a usage `Failure` if it names several. */
export function singleCorpus(image: string): Corpus {
  const images = selectCorpora([image]);
  if (images.length === 1) return images[0];
  throw usageFailure({
    subject: image,
    expected: 'one image',
    found: `${images.length}`,
    remedy: 'name each in a command of its own',
  });
}
