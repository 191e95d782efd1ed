using System.Buffers.Binary;
using System.Text;

namespace CtVlm.MLNet.Torch;

/// <summary>Replaces sequences of characters by others, by the compiled table of a SentencePiece model.</summary>
/// <remarks>
/// Layout: bytes of the trie, u32 little-endian; the trie, a double array of u32 over UTF-8; then the replacements, UTF-8, each ended by 0.
/// A unit of the trie: bits 0-7 label and bit 31 (a leaf is no label), bit 8 has a leaf, bits 10-30 offset, shifted left by 8 more with bit 9.
/// <b>Source:</b> google/sentencepiece, src/normalizer.cc (Apache-2.0); s-yata/darts-clone, include/darts.h (BSD-2-Clause).
/// </remarks>
internal sealed class CharacterMap
{
    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <summary>Reads a compiled table; an empty one replaces nothing.</summary>
    /// <exception cref="FormatException">The table is damaged.</exception>
    public CharacterMap(ReadOnlySpan<byte> compiled)
    {
        if (compiled.IsEmpty)
        {
            (_units, _replacements) = ([], []);
            return;
        }

        uint length = compiled.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(compiled) : uint.MaxValue;
        if (length % 4 != 0 || length > compiled.Length - 4)
        {
            throw new FormatException($"its table of characters has {compiled.Length:N0} bytes, of which {length:N0} shall be the trie.");
        }

        _units = new uint[length / 4];
        for (int i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(compiled[(4 + (4 * i))..]);
        }

        _replacements = compiled[(4 + (int)length)..].ToArray();
    }

    /// <summary>Appends what the beginning of a text becomes: by the longest sequence of the table, or else its first character.</summary>
    /// <param name="text">A text that is not empty.</param>
    /// <param name="result">Where it is appended.</param>
    /// <returns>How many UTF-16 units of the text that used up, 1 or more.</returns>
    public int AppendFirst(ReadOnlySpan<char> text, StringBuilder result)
    {
        (int consumed, int replacement) = FindLongest(text);
        if (consumed > 0)
        {
            ReadOnlySpan<byte> rest = _replacements.AsSpan(Math.Min(replacement, _replacements.Length));
            int end = rest.IndexOf((byte)0);
            result.Append(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
            return consumed;
        }

        // A lone surrogate, which no encoding can express, becomes the replacement character.
        _ = Rune.DecodeFromUtf16(text, out Rune first, out consumed);
        return Append(first, consumed, result);
    }

    private static int Append(Rune rune, int consumed, StringBuilder result)
    {
        Span<char> units = stackalloc char[2];
        result.Append(units[..rune.EncodeToUtf16(units)]);
        return consumed;
    }

    private (int Consumed, int Replacement) FindLongest(ReadOnlySpan<char> text)
    {
        (int consumed, int replacement) = (0, 0);
        if (_units.Length == 0)
        {
            return (consumed, replacement);
        }

        Span<byte> bytes = stackalloc byte[4];
        uint node = Offset(_units[0]);
        for (int at = 0; at < text.Length;)
        {
            _ = Rune.DecodeFromUtf16(text[at..], out Rune rune, out int units);
            at += units;
            foreach (byte next in bytes[..rune.EncodeToUtf8(bytes)])
            {
                node ^= next;
                if (node >= _units.Length || (_units[node] & 0x800000ff) != next)
                {
                    return (consumed, replacement);
                }

                uint unit = _units[node];
                node ^= Offset(unit);
                if ((unit & 0x100) != 0 && node < _units.Length)
                {
                    (consumed, replacement) = (at, (int)(_units[node] & 0x7fffffff));
                }
            }
        }

        return (consumed, replacement);
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
