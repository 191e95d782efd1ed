using System.Runtime.CompilerServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Where in the codestream the last definition of each of four tables stands; 0 for a table that is not defined.</summary>
[InlineArray(Count)]
internal struct JpegTablePositions
{
    /// <summary>Destinations of a kind of table.</summary>
    public const int Count = 4;

    private int _first;
}
