using System.Buffers.Binary;

namespace CtVlm.MLNet.Dicom;

/// <summary>Reads big-endian numbers from the body of a marker segment and refuses to read past its end.</summary>
internal ref struct MarkerReader(ReadOnlySpan<byte> body, string marker)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly int Remaining => _rest.Length;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public int ReadByte() => Take(1)[0];

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>Steps over bytes.</summary>
    /// <returns>Their number.</returns>
    public int Skip(uint count) => Take((int)Math.Min(count, int.MaxValue)).Length;

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            Jpeg2000Throw.Ends("marker segment " + marker);
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
