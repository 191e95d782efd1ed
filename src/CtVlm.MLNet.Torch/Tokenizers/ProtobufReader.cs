using System.Buffers.Binary;

namespace CtVlm.MLNet.Torch;

/// <summary>Reads the fields of one protocol buffer message, one after another; every length is checked against the bytes that exist.</summary>
/// <remarks><b>Source:</b> protobuf.dev, Encoding.</remarks>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int VariableInteger = 0;
    private const int EightBytes = 1;
    private const int LengthDelimited = 2;
    private const int FourBytes = 5;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>Its value where it is a number; for 4 and 8 bytes their bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its value where it is a text or a message; else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The 4 bytes of the number as a float32.</summary>
    public readonly float Single => BitConverter.UInt32BitsToSingle((uint)Number);

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are not a message.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = ReadVariable();
        Field = (int)Math.Min(tag >> 3, int.MaxValue);
        Bytes = default;
        switch ((int)(tag & 7))
        {
            case VariableInteger:
                Number = ReadVariable();
                break;
            case EightBytes:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case FourBytes:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            case LengthDelimited:
                Bytes = Take(ReadVariable());
                break;
            default:
                throw new FormatException($"field {Field} has the unknown wire type {tag & 7}.");
        }

        return true;
    }

    private ulong ReadVariable()
    {
        ulong value = 0;
        for (int i = 0; i < 10; i++)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number of more than 10 bytes.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new FormatException($"field {Field} needs {count:N0} bytes, {_rest.Length:N0} are left.");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
