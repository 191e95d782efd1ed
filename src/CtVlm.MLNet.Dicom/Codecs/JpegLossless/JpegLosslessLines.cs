using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Where decoded lines live: 16-bit samples directly in the frame, 8-bit ones in two lines of 16 bits that take turns, because prediction is modulo 65536.
/// </summary>
internal readonly ref struct JpegLosslessLines
{
    private readonly Span<byte> _frame;
    private readonly Span<ushort> _words;
    private readonly int _columns;
    private readonly int _pointTransform;
    private readonly bool _isDirect;

    /// <summary>Prepares the lines.</summary>
    /// <param name="frame">The frame's samples.</param>
    /// <param name="turns">Room for two lines; unused for 16-bit samples.</param>
    /// <param name="columns">Samples a line.</param>
    /// <param name="pointTransform">Bits that the encoder shifted out.</param>
    public JpegLosslessLines(Span<byte> frame, Span<ushort> turns, int columns, int pointTransform)
    {
        _frame = frame;
        _isDirect = turns.IsEmpty;
        _words = _isDirect ? MemoryMarshal.Cast<byte, ushort>(frame) : turns;
        _columns = columns;
        _pointTransform = pointTransform;
    }

    /// <summary>A line, this or the one before.</summary>
    public Span<ushort> this[int y] => _words.Slice((_isDirect ? y : y & 1) * _columns, _columns);

    /// <summary>Delivers a line of 8-bit samples.</summary>
    public void FinishLine(int y)
    {
        if (_isDirect)
        {
            return;
        }

        Span<ushort> line = this[y];
        Span<byte> samples = _frame.Slice(y * _columns, _columns);
        for (int x = 0; x < samples.Length; x++)
        {
            samples[x] = (byte)(line[x] << _pointTransform);
        }
    }

    /// <summary>Undoes the point transform of 16-bit samples; last, because lines are predicted without it (T.81 A.4).</summary>
    public void FinishFrame()
    {
        if (_isDirect && _pointTransform > 0)
        {
            TensorPrimitives.ShiftLeft(_words, _pointTransform, _words);
        }
    }
}
