namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The coefficients of one subband.</summary>
/// <param name="Values">Coefficients, row by row.</param>
/// <param name="Width">Coefficients a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Gain">Bits that the subband may need more than the image: 0 for LL, 1 for HL and LH, 2 for HH.</param>
internal sealed record Htj2kSubband(int[] Values, int Width, int Height, int Gain);
