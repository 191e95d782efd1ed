using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Exponents and mantissas of the quantisation steps: QCD, overridden for the component by QCC.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 A.6.4-A.6.5, tables A.27-A.30, and E.1.</remarks>
internal struct QuantizationSteps
{
    private const int MaxBands = 1 + (3 * CodingStyle.MaxLevels);

    private StepWords _steps;
    private int _count;
    private bool _isDerived;
    private bool _isComponentSpecific;

    /// <summary>Whether a QCD or QCC was read.</summary>
    public readonly bool IsPresent => _count > 0;

    /// <summary>Whether coefficients are not quantised, as the 5/3 transform needs.</summary>
    public bool IsReversible { get; private set; }

    /// <summary>Bits of headroom above the nominal range, 0 to 7.</summary>
    public int GuardBits { get; private set; }

    /// <summary>Begins a tile's header, whose QCD overrides what the main header's QCC said.</summary>
    public void BeginTile() => _isComponentSpecific = false;

    /// <summary>Reads QCD, unless a QCC of the same header came before it.</summary>
    public void ReadDefault(ReadOnlySpan<byte> body)
    {
        if (!_isComponentSpecific)
        {
            Read(new MarkerReader(body, "QCD"), "QCD");
        }
    }

    /// <summary>Reads QCC; one for another component is left alone.</summary>
    public void ReadComponent(ReadOnlySpan<byte> body)
    {
        MarkerReader reader = new(body, "QCC");
        if (reader.ReadByte() == 0)
        {
            _isComponentSpecific = true;
            Read(reader, "QCC");
        }
    }

    /// <summary>The step of a band: exponent 0 to 31, mantissa 0 to 2047.</summary>
    /// <param name="band">0 for LL, then HL, LH, HH of each resolution level upwards.</param>
    /// <param name="resolution">The band's resolution level.</param>
    /// <exception cref="CodecException">The band has no step.</exception>
    public readonly (int Exponent, int Mantissa) Step(int band, int resolution)
    {
        if (_isDerived)
        {
            // Equation E-5: the exponent falls by one with each level that the grid is finer than the lowest band's.
            int exponent = (_steps[0] >> 11) - Math.Max(0, resolution - 1);
            return (Math.Max(0, exponent), _steps[0] & 0x7FF);
        }

        if (band >= _count)
        {
            Jpeg2000Throw.Field("QCD", "steps", _count, FormattableString.Invariant($"more than {band}, one a band"));
        }

        return (_steps[band] >> 11, _steps[band] & 0x7FF);
    }

    private void Read(MarkerReader reader, string marker)
    {
        int style = reader.ReadByte();
        GuardBits = style >> 5;
        IsReversible = (style & 0x1F) == 0;
        _isDerived = (style & 0x1F) == 1;
        if ((style & 0x1F) > 2)
        {
            Jpeg2000Throw.Field(marker, "quantisation style", style & 0x1F, "0 to 2");
        }

        for (_count = 0; _count < MaxBands && reader.Remaining > 0; _count++)
        {
            _steps[_count] = (ushort)(IsReversible ? reader.ReadByte() >> 3 << 11 : reader.ReadUInt16());
        }

        if (_count == 0)
        {
            Jpeg2000Throw.Ends("marker segment " + marker);
        }
    }

    [InlineArray(MaxBands)]
    private struct StepWords
    {
        private ushort _first;
    }
}
