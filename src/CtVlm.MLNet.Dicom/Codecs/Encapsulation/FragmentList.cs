namespace CtVlm.MLNet.Dicom;

/// <summary>The items of encapsulated Pixel Data, in file order.</summary>
/// <param name="OffsetTable">The Basic Offset Table, which is the first item and may be empty.</param>
/// <param name="Fragments">The items after it; all of them end within the file.</param>
/// <param name="HasDelimiter">Whether the sequence was ended as it must be.</param>
internal sealed record FragmentList(Fragment OffsetTable, IReadOnlyList<Fragment> Fragments, bool HasDelimiter);
