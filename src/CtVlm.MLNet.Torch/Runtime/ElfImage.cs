using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>The dynamic part of a 64-bit little-endian ELF library: the symbol versions that it needs and defines.</summary>
/// <remarks><b>Source:</b> System V ABI, chapter 5 (program headers, dynamic section); Linux Standard Base Core 5.0, section 10.7 (symbol versioning).</remarks>
internal sealed class ElfImage
{
    private const int MaximumEntries = 1 << 20;
    private const ulong DtPltRelSz = 2, DtStrTab = 5, DtRela = 7, DtRelaSz = 8, DtJmpRel = 23;
    private const ulong DtVerSym = 0x6ffffff0, DtVerDef = 0x6ffffffc, DtVerDefNum = 0x6ffffffd, DtVerNeed = 0x6ffffffe, DtVerNeedNum = 0x6fffffff;

    private readonly byte[] _bytes;
    private readonly List<(ulong Address, ulong Offset, ulong Size)> _segments = [];
    private readonly Dictionary<ulong, ulong> _dynamic = [];

    private ElfImage(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads the headers of a library.</summary>
    /// <exception cref="InvalidDataException">It is not a 64-bit little-endian ELF file, or its headers point outside it.</exception>
    public static ElfImage Parse(byte[] bytes)
    {
        ReadOnlySpan<byte> magic = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (bytes.Length < 64 || !bytes.AsSpan(0, 6).SequenceEqual(magic))
        {
            throw new InvalidDataException("Not a 64-bit little-endian ELF file.");
        }

        ElfImage image = new(bytes);
        image.ReadProgramHeaders();
        return image;
    }

    /// <summary>Every version that the library needs of others.</summary>
    public IEnumerable<ElfVersionNeed> ReadNeeds()
    {
        if (!_dynamic.TryGetValue(DtVerNeed, out ulong address))
        {
            yield break;
        }

        // Verneed: version u16, count u16, file u32, aux u32, next u32; Vernaux: hash u32, flags u16, other u16, name u32, next u32.
        ulong at = OffsetOf(address);
        for (ulong i = 0; i < Bounded(DtVerNeedNum); i++)
        {
            string file = StringAt(U32(at + 4));
            ulong aux = at + U32(at + 8);
            for (int j = 0, count = U16(at + 2); j < count; j++)
            {
                yield return new ElfVersionNeed(file, StringAt(U32(aux + 8)), U16(aux + 6), checked((int)aux + 4));
                aux += U32(aux + 12);
            }

            at += U32(at + 12);
        }
    }

    /// <summary>Names of the versions that the library defines.</summary>
    public IEnumerable<string> ReadDefinitions()
    {
        if (!_dynamic.TryGetValue(DtVerDef, out ulong address))
        {
            yield break;
        }

        // Verdef: version, flags, index, count u16; hash, aux, next u32; Verdaux: name, next u32. The first name is the version's own.
        ulong at = OffsetOf(address);
        for (ulong i = 0; i < Bounded(DtVerDefNum); i++)
        {
            yield return StringAt(U32(at + U32(at + 12)));
            at += U32(at + 16);
        }
    }

    /// <summary>Version indices of the symbols that a relocation binds: those that are needed in truth.</summary>
    public IReadOnlySet<int> ReadRelocatedVersions()
    {
        HashSet<int> versions = [];
        if (_dynamic.TryGetValue(DtVerSym, out ulong address))
        {
            ulong table = OffsetOf(address);
            AddRelocated(versions, table, DtRela, DtRelaSz);
            AddRelocated(versions, table, DtJmpRel, DtPltRelSz);
        }

        return versions;
    }

    private void AddRelocated(HashSet<int> versions, ulong versionTable, ulong tableTag, ulong sizeTag)
    {
        if (!_dynamic.TryGetValue(tableTag, out ulong address) || !_dynamic.TryGetValue(sizeTag, out ulong size))
        {
            return;
        }

        // Rela: offset u64, info u64 (symbol in the upper half), addend i64.
        ulong at = OffsetOf(address);
        for (ulong entry = 0; entry + 24 <= size; entry += 24)
        {
            ulong symbol = U64(at + entry + 8) >> 32;
            if (symbol != 0)
            {
                versions.Add(U16(versionTable + (2 * symbol)) & 0x7fff);
            }
        }
    }

    private void ReadProgramHeaders()
    {
        const uint load = 1, dynamic = 2;
        ulong table = U64(32);
        ulong entrySize = U16(54);
        int count = U16(56);
        (ulong Offset, ulong Size)? dynamicPart = null;
        for (int i = 0; i < count; i++)
        {
            ulong at = table + ((ulong)i * entrySize);
            uint type = U32(at);
            if (type == load)
            {
                _segments.Add((U64(at + 16), U64(at + 8), U64(at + 32)));
            }
            else if (type == dynamic)
            {
                dynamicPart = (U64(at + 8), U64(at + 32));
            }
        }

        if (dynamicPart is (ulong offset, ulong size))
        {
            for (ulong at = 0; at + 16 <= size && U64(offset + at) != 0; at += 16)
            {
                _dynamic[U64(offset + at)] = U64(offset + at + 8);
            }
        }
    }

    private ulong Bounded(ulong tag) => Math.Min(_dynamic.GetValueOrDefault(tag), MaximumEntries);

    private ulong OffsetOf(ulong address)
    {
        foreach ((ulong start, ulong offset, ulong size) in _segments)
        {
            if (address >= start && address - start < size)
            {
                return offset + (address - start);
            }
        }

        throw new InvalidDataException($"Address 0x{address:x} lies in no segment of the file.");
    }

    private string StringAt(uint index)
    {
        ReadOnlySpan<byte> rest = From(OffsetOf(_dynamic.GetValueOrDefault(DtStrTab)) + index, 1);
        int end = rest.IndexOf((byte)0);
        return end < 0 ? throw new InvalidDataException("A name runs past the end of the file.") : Encoding.UTF8.GetString(rest[..end]);
    }

    private ushort U16(ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(From(at, 2));

    private uint U32(ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(From(at, 4));

    private ulong U64(ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(From(at, 8));

    /// <summary>The rest of the file from an offset, which holds at least the given number of bytes.</summary>
    private ReadOnlySpan<byte> From(ulong at, int least)
    {
        ulong length = (ulong)_bytes.Length;
        return at <= length && length - at >= (ulong)least
            ? _bytes.AsSpan((int)at)
            : throw new InvalidDataException($"Offset 0x{at:x} lies outside the file.");
    }
}
