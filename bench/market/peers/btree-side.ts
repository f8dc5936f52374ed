// A side in the B+ tree of sorted-btree, by price.
import BTree from 'sorted-btree';
import type { PeerSide, SideName } from './side.ts';

// The package is CommonJS: what Node gives as its default is the whole of its exports.
const Tree = ((BTree as unknown as { default?: typeof BTree.default }).default ??
  BTree) as typeof BTree.default;

export function createBtreeSide(side: SideName): PeerSide {
  const tree = new Tree<number, number>(undefined, (a, b) => a - b);
  return {
    set(price, size) {
      if (size === 0) tree.delete(price);
      else tree.set(price, size);
    },
    get best() {
      return (side === 'bid' ? tree.maxKey() : tree.minKey()) ?? Number.NaN;
    },
  };
}
