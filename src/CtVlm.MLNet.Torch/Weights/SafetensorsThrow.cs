using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Torch;

/// <summary>Every refusal of a safetensors file, one wording each.</summary>
internal static class SafetensorsThrow
{
    private const string Damaged = "The file is truncated or damaged; fetch it again.";

    [DoesNotReturn]
    public static void TooShort(string path, long length) =>
        Throw(path, $"the file has {length} bytes, at least 8 expected for the length of its header. {Damaged}");

    [DoesNotReturn]
    public static void HeaderTooLong(string path, ulong header, long room, long limit) =>
        Throw(path, $"its header says {header:N0} bytes, but {room:N0} follow and {limit:N0} are allowed. It is not a safetensors file, or it is truncated.");

    [DoesNotReturn]
    public static void NotJson(string path, string why, Exception? cause = null) => throw new WeightsException(
        $"Safetensors file {path}: the header is not the JSON that is expected: {why} It is not a safetensors file, or it is damaged.", cause);

    [DoesNotReturn]
    public static void DuplicateName(string path, string name) => Throw(path, $"tensor '{name}' is named twice in the header. Write the file again.");

    [DoesNotReturn]
    public static void DuplicateField(string path, string name, string field) => Throw(path, $"tensor '{name}' has '{field}' twice in the header. Write the file again.");

    [DoesNotReturn]
    public static void MissingField(string path, string name, string field) => Throw(path, $"tensor '{name}' has no valid '{field}' in the header. Write the file again.");

    [DoesNotReturn]
    public static void UnknownType(string path, string name, string? type) =>
        Throw(path, $"tensor '{name}' has the element type '{type}'; known are {SafetensorsTypes.Known}. Convert the checkpoint to one of these.");

    [DoesNotReturn]
    public static void ShapeMismatch(string path, string name, string shape, string type, Int128 expected, long got) =>
        Throw(path, $"tensor '{name}' of shape {shape} and type {type} needs {expected:N0} bytes, but its offsets span {got:N0}. {Damaged}");

    [DoesNotReturn]
    public static void OutOfRange(string path, string name, long begin, long end, long room) =>
        Throw(path, $"tensor '{name}' lies at bytes {begin:N0} to {end:N0} of the data, which has {room:N0}. {Damaged}");

    [DoesNotReturn]
    public static void Overlap(string path, string name, string previous) => Throw(path, $"tensors '{previous}' and '{name}' overlap. Write the file again.");

    [DoesNotReturn]
    public static void Gap(string path, string name, long bytes) => Throw(path, $"{bytes:N0} bytes before tensor '{name}' belong to no tensor. Write the file again.");

    [DoesNotReturn]
    public static void Trailing(string path, long bytes) => Throw(path, $"{bytes:N0} bytes after the last tensor belong to no tensor. Write the file again.");

    [DoesNotReturn]
    public static void NotFloat(string path, SafetensorsEntry entry) =>
        Throw(path, $"tensor '{entry.Name}' holds {entry.Type.GetName()}, a floating-point type (F64, F32, F16, BF16) expected. Read its bytes instead.");

    [DoesNotReturn]
    public static void NoSuchTensor(string path, string name, IEnumerable<string> known)
    {
        string[] first = [.. known.Take(20)];
        Throw(path, $"there is no tensor '{name}'. It holds {string.Join(", ", first)}{(first.Length == 20 ? ", ..." : "")}.");
    }

    [DoesNotReturn]
    public static void TooLarge(string path, SafetensorsEntry entry) =>
        Throw(path, $"tensor '{entry.Name}' has {entry.ByteCount:N0} bytes, more than an array can hold. Read it in parts or as a tensor.");

    [DoesNotReturn]
    private static void Throw(string path, string what) => throw new WeightsException($"Safetensors file {path}: {what}");
}
