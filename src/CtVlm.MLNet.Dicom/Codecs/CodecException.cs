namespace CtVlm.MLNet.Dicom;

/// <summary>
/// A codestream cannot be decoded. Says what failed, expected and got, in the terms of the codec; whoever knows the file wraps it in a
/// <see cref="DicomPixelDataException"/> that names the file, so this one never reaches a user.
/// </summary>
internal sealed class CodecException(string message) : Exception(message);
