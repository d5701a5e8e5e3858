// Store path of 6.18 with a seeded bug: a store that fails at compression leaves one entry allocated.
export default ({ strategies }) => {
  const sound = strategies['mainline-6.18'];
  return {
    ...sound,
    summary: 'mainline-6.18 that leaks the entry of a page that does not compress',
    *path(store) {
      const outcome = yield* sound.path(store);
      if (outcome.refused === 'compress_fail') store.zswap.entries.allocate();
      return outcome;
    },
  };
};
