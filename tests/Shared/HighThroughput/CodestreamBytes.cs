namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>Bytes of a codestream, numbers big endian.</summary>
internal sealed class CodestreamBytes
{
    private readonly List<byte> _bytes = [];

    public int Count => _bytes.Count;

    public CodestreamBytes Byte(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public CodestreamBytes Word(int value) => Byte(value >> 8).Byte(value);

    public CodestreamBytes Long(int value) => Word(value >> 16).Word(value);

    /// <summary>A marker and the length of its segment.</summary>
    public CodestreamBytes Marker(int marker, int length) => Word(marker).Word(length);

    public void Append(CodestreamBytes other) => _bytes.AddRange(other._bytes);

    public void Append(byte[] bytes) => _bytes.AddRange(bytes);

    public byte[] ToArray() => [.. _bytes];
}
