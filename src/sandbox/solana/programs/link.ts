// Makes a shared object for the virtual machine of Solana (SBPF version 0) from an object file of clang's BPF backend.
// Calls of the machine become dynamic relocations by name, calls within the program relative ones, and addresses of constants
// relocations to where they lie. Layouts: ELF-64, and the loader's rules in the sources of solana-sbpf.

type Section = {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly info: number;
};
type Symbol = { readonly name: string; readonly section: number; readonly value: number };
type Relocation = { readonly at: number; readonly type: number; readonly symbol: Symbol };

const SECTION_HEADER = 64;
const PROGRAM_HEADER = 56;
const ELF_HEADER = 64;
const SYMBOL = 24;
const RELOCATION = 16;
const INSTRUCTION = 8;

/** Relocation types of BPF: an address in two instructions, an address by base, a call. */
const R_64_64 = 1;
const R_64_RELATIVE = 8;
const R_64_32 = 10;
/** Sections that are loaded and not run: constants. */
const PROGBITS = 1;
const ALLOCATED = 2;
const EXECUTABLE = 4;

/** Throws where the object needs what the machine does not have, such as variables that can be written. */
export function linkProgram(object: Buffer): Buffer {
  const sections = readSections(object);
  const textIndex = sections.findIndex(({ name }) => name === '.text');
  const text = Buffer.from(contentOf(object, sections[textIndex]));
  const symbols = readSymbols(object, sections);
  const relocations = readRelocations(object, sections, symbols);
  const constants = joinConstants(object, sections);
  const entry = symbols.find(({ name }) => name === 'entrypoint')?.value;
  if (entry === undefined) throw new Error('the object has no function `entrypoint`');

  const textAt = align(ELF_HEADER + 3 * PROGRAM_HEADER);
  const constantsAt = align(textAt + text.length);
  const dynamic: { at: number; type: number; name?: string }[] = [];
  for (const { at, type, symbol } of relocations) {
    if (type === R_64_32 && symbol.section === 0) {
      // The loader puts the number of the machine's function here.
      text[at + 1] = ((text[at + 1] as number) & 0x0f) | 0x10;
      text.writeInt32LE(-1, at + 4);
      dynamic.push({ at: textAt + at, type: R_64_32, name: symbol.name });
    } else if (type === R_64_32 && symbol.section === textIndex) {
      // What stands there counts from the symbol, one instruction short.
      const target = symbol.value + (text.readInt32LE(at + 4) + 1) * INSTRUCTION;
      text.writeInt32LE((target - at) / INSTRUCTION - 1, at + 4);
    } else if (type === R_64_64 && constants.offsets.has(symbol.section)) {
      const base = constantsAt + (constants.offsets.get(symbol.section) as number) + symbol.value;
      text.writeUInt32LE(base + text.readUInt32LE(at + 4), at + 4);
      text.writeUInt32LE(0, at + INSTRUCTION + 4);
      dynamic.push({ at: textAt + at, type: R_64_RELATIVE });
    } else throw new Error(`relocation ${type} of ${symbol.name || 'a section'} is not supported`);
  }
  return layOut({ text, textAt, constants: constants.bytes, constantsAt, entry, dynamic });
}

function readSections(object: Buffer): readonly Section[] {
  const at = Number(object.readBigUInt64LE(40));
  const count = object.readUInt16LE(60);
  const headers = Array.from({ length: count }, (_, i) => at + i * SECTION_HEADER);
  const names = Number(object.readBigUInt64LE((headers[object.readUInt16LE(62)] as number) + 24));
  return headers.map((header) => ({
    name: textAt(object, names + object.readUInt32LE(header)),
    type: object.readUInt32LE(header + 4),
    flags: Number(object.readBigUInt64LE(header + 8)),
    offset: Number(object.readBigUInt64LE(header + 24)),
    size: Number(object.readBigUInt64LE(header + 32)),
    info: object.readUInt32LE(header + 44),
  }));
}

function readSymbols(object: Buffer, sections: readonly Section[]): readonly Symbol[] {
  const table = sections.find(({ name }) => name === '.symtab');
  const names = sections.find(({ name }) => name === '.strtab');
  const bytes = contentOf(object, table);
  return Array.from({ length: bytes.length / SYMBOL }, (_, i) => ({
    name: textAt(object, (names?.offset ?? 0) + bytes.readUInt32LE(i * SYMBOL)),
    section: bytes.readUInt16LE(i * SYMBOL + 6),
    value: Number(bytes.readBigUInt64LE(i * SYMBOL + 8)),
  }));
}

function readRelocations(
  object: Buffer,
  sections: readonly Section[],
  symbols: readonly Symbol[],
): readonly Relocation[] {
  const bytes = contentOf(
    object,
    sections.find(({ name }) => name === '.rel.text') ?? { offset: 0, size: 0 },
  );
  return Array.from({ length: bytes.length / RELOCATION }, (_, i) => ({
    at: Number(bytes.readBigUInt64LE(i * RELOCATION)),
    type: bytes.readUInt32LE(i * RELOCATION + 8),
    symbol: symbols[bytes.readUInt32LE(i * RELOCATION + 12)] as Symbol,
  }));
}

function joinConstants(object: Buffer, sections: readonly Section[]) {
  const offsets = new Map<number, number>();
  const parts: Buffer[] = [];
  let length = 0;
  for (const [index, section] of sections.entries()) {
    const { type, flags, name } = section;
    if (type !== PROGBITS || (flags & ALLOCATED) === 0 || (flags & EXECUTABLE) !== 0) continue;
    if (!name.startsWith('.rodata'))
      throw new Error(`the section ${name} can be written, which a program's cannot`);
    offsets.set(index, length);
    const padded = Buffer.alloc(align(section.size));
    contentOf(object, section).copy(padded);
    parts.push(padded);
    length += padded.length;
  }
  return { offsets, bytes: Buffer.concat(parts) };
}

type Layout = {
  readonly text: Buffer;
  readonly textAt: number;
  readonly constants: Buffer;
  readonly constantsAt: number;
  /** From the beginning of the text. */
  readonly entry: number;
  readonly dynamic: readonly { readonly at: number; readonly type: number; readonly name?: string }[];
};

function layOut({ text, textAt, constants, constantsAt, entry, dynamic }: Layout): Buffer {
  const names = [...new Set(dynamic.flatMap(({ name }) => name ?? []))];
  const strings = createStrings();
  const symbols = Buffer.alloc(SYMBOL * (names.length + 2));
  for (const [i, name] of names.entries()) {
    symbols.writeUInt32LE(strings.offsetOf(name), SYMBOL * (i + 1));
    symbols[SYMBOL * (i + 1) + 4] = 0x10;
  }
  const own = SYMBOL * (names.length + 1);
  symbols.writeUInt32LE(strings.offsetOf('entrypoint'), own);
  symbols[own + 4] = 0x12;
  symbols.writeUInt16LE(1, own + 6);
  symbols.writeBigUInt64LE(BigInt(textAt + entry), own + 8);
  symbols.writeBigUInt64LE(BigInt(text.length), own + 16);
  const relocations = Buffer.alloc(RELOCATION * dynamic.length);
  for (const [i, { at, type, name }] of dynamic.entries()) {
    relocations.writeBigUInt64LE(BigInt(at), RELOCATION * i);
    relocations.writeUInt32LE(type, RELOCATION * i + 8);
    relocations.writeUInt32LE(name === undefined ? 0 : names.indexOf(name) + 1, RELOCATION * i + 12);
  }
  const symbolsAt = align(constantsAt + constants.length);
  const stringsAt = align(symbolsAt + symbols.length);
  const relocationsAt = align(stringsAt + strings.bytes().length);
  const dynamicAt = align(relocationsAt + relocations.length);
  const table = words([
    [17, relocationsAt],
    [18, relocations.length],
    [19, RELOCATION],
    [6, symbolsAt],
    [11, SYMBOL],
    [5, stringsAt],
    [10, strings.bytes().length],
    [0, 0],
  ]);
  const sections = [
    { name: '.text', at: textAt, bytes: text, type: 1, flags: 6, link: 0, info: 0, entry: 0 },
    { name: '.rodata', at: constantsAt, bytes: constants, type: 1, flags: 2, link: 0, info: 0, entry: 0 },
    { name: '.dynsym', at: symbolsAt, bytes: symbols, type: 11, flags: 2, link: 4, info: 1, entry: SYMBOL },
    { name: '.dynstr', at: stringsAt, bytes: strings.bytes(), type: 3, flags: 2, link: 0, info: 0, entry: 0 },
    {
      name: '.rel.dyn',
      at: relocationsAt,
      bytes: relocations,
      type: 9,
      flags: 2,
      link: 3,
      info: 0,
      entry: RELOCATION,
    },
    { name: '.dynamic', at: dynamicAt, bytes: table, type: 6, flags: 3, link: 4, info: 0, entry: 16 },
  ];
  const sectionNames = createStrings();
  const named = sections.map((section) => ({ ...section, nameAt: sectionNames.offsetOf(section.name) }));
  const ownNameAt = sectionNames.offsetOf('.shstrtab');
  const namesAt = align(dynamicAt + table.length);
  const all = [
    ...named,
    {
      at: namesAt,
      bytes: sectionNames.bytes(),
      type: 3,
      flags: 0,
      link: 0,
      info: 0,
      entry: 0,
      nameAt: ownNameAt,
    },
  ];
  const headersAt = align(namesAt + sectionNames.bytes().length);
  const file = Buffer.alloc(headersAt + SECTION_HEADER * (all.length + 1));
  for (const { at, bytes } of all) bytes.copy(file, at);
  for (const [i, { nameAt, type, flags, at, bytes, link, info, entry: size }] of all.entries()) {
    const header = headersAt + SECTION_HEADER * (i + 1);
    file.writeUInt32LE(nameAt, header);
    file.writeUInt32LE(type, header + 4);
    file.writeBigUInt64LE(BigInt(flags), header + 8);
    file.writeBigUInt64LE(BigInt(flags === 0 ? 0 : at), header + 16);
    file.writeBigUInt64LE(BigInt(at), header + 24);
    file.writeBigUInt64LE(BigInt(bytes.length), header + 32);
    file.writeUInt32LE(link, header + 40);
    file.writeUInt32LE(info, header + 44);
    file.writeBigUInt64LE(8n, header + 48);
    file.writeBigUInt64LE(BigInt(size), header + 56);
  }
  writeHeader(file, { entryAt: textAt + entry, headersAt, sections: all.length + 1 });
  const loaded = [
    { type: 1, flags: 5, at: textAt, size: constantsAt + constants.length - textAt },
    { type: 1, flags: 4, at: symbolsAt, size: dynamicAt + table.length - symbolsAt },
    { type: 2, flags: 6, at: dynamicAt, size: table.length },
  ];
  for (const [i, { type, flags, at, size }] of loaded.entries()) {
    const header = ELF_HEADER + PROGRAM_HEADER * i;
    file.writeUInt32LE(type, header);
    file.writeUInt32LE(flags, header + 4);
    words([
      [at, at],
      [at, size],
      [size, 8],
    ]).copy(file, header + 8);
  }
  return file;
}

function writeHeader(
  file: Buffer,
  { entryAt, headersAt, sections }: { entryAt: number; headersAt: number; sections: number },
): void {
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]).copy(file);
  file.writeUInt16LE(3, 16); // a shared object
  file.writeUInt16LE(247, 18); // for BPF
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(BigInt(entryAt), 24);
  file.writeBigUInt64LE(BigInt(ELF_HEADER), 32);
  file.writeBigUInt64LE(BigInt(headersAt), 40);
  file.writeUInt16LE(ELF_HEADER, 52);
  file.writeUInt16LE(PROGRAM_HEADER, 54);
  file.writeUInt16LE(3, 56);
  file.writeUInt16LE(SECTION_HEADER, 58);
  file.writeUInt16LE(sections, 60);
  file.writeUInt16LE(sections - 1, 62);
}

function createStrings() {
  let text = '\0';
  return {
    offsetOf(name: string): number {
      const at = text.length;
      text += `${name}\0`;
      return at;
    },
    bytes: () => Buffer.from(text, 'latin1'),
  };
}

function words(pairs: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(16 * pairs.length);
  for (const [i, [first, second]] of pairs.entries()) {
    bytes.writeBigUInt64LE(BigInt(first), 16 * i);
    bytes.writeBigUInt64LE(BigInt(second), 16 * i + 8);
  }
  return bytes;
}

function contentOf(object: Buffer, section: Pick<Section, 'offset' | 'size'> | undefined): Buffer {
  return section === undefined
    ? Buffer.alloc(0)
    : object.subarray(section.offset, section.offset + section.size);
}

function textAt(object: Buffer, at: number): string {
  return object.toString('latin1', at, object.indexOf(0, at));
}

function align(size: number): number {
  return Math.ceil(size / 8) * 8;
}
