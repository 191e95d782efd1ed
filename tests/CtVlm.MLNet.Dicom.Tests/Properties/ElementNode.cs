namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>One element of a data set that a test makes up: a value in little-endian order, or items.</summary>
/// <param name="Tag">Group x 65536 + element.</param>
/// <param name="Vr">Two letters.</param>
/// <param name="Value">The value as little endian has it; empty for a sequence.</param>
/// <param name="Unit">Size of the numbers in the value, which big endian reverses; 1 for text and bytes.</param>
/// <param name="Items">The items of a sequence; null for a value.</param>
internal sealed record ElementNode(uint Tag, string Vr, byte[] Value, int Unit, IReadOnlyList<IReadOnlyList<ElementNode>>? Items = null);
