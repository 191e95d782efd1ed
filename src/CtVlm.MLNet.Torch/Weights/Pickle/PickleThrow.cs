using System.Diagnostics.CodeAnalysis;

namespace CtVlm.MLNet.Torch;

/// <summary>Every refusal of a checkpoint of torch, one wording each.</summary>
internal static class PickleThrow
{
    private const string Damaged = "The file is truncated or damaged; fetch it again.";

    private const string Convert = "Nothing of it was executed. Load the file where it was made and save its state_dict, or save it as safetensors.";

    [DoesNotReturn]
    public static void NotACheckpoint(string path, string why) => Throw(path, $"not a file of torch.save: {why}. {Damaged}");

    [DoesNotReturn]
    public static void Archive(string path, string why) => Throw(path, $"the archive cannot be read: {why}. {Damaged}");

    [DoesNotReturn]
    public static void Compressed(string path, string entry) =>
        Throw(path, $"entry '{entry}' of the archive is compressed or encrypted, stored bytes expected. Save the checkpoint again with torch.save.");

    [DoesNotReturn]
    public static void BigEndian(string path, string got) =>
        Throw(path, $"its byte order is '{got}', 'little' expected. Load and save it on a little-endian machine.");

    [DoesNotReturn]
    public static void Cut(string path, long position) => Throw(path, $"the pickle ends or is too large at byte {position:N0} (at most {PickleLimits.Bytes:N0} bytes are read). {Damaged}");

    [DoesNotReturn]
    public static void TooMuch(string path, string what, long limit) => Throw(path, $"the pickle has more than {limit:N0} {what}. No checkpoint of tensors needs that many; save its state_dict alone.");

    [DoesNotReturn]
    public static void Name(string path, string name) =>
        Throw(path, $"the pickle asks for {Shorten(name)}; allowed are {PickleNames.Known}. {Convert}");

    [DoesNotReturn]
    public static void Operation(string path, byte operation, long position) =>
        Throw(path, $"the pickle uses the operation {PickleOperations.GetName(operation)} at byte {position:N0}, which no checkpoint of tensors needs. {Convert}");

    [DoesNotReturn]
    public static void Call(string path, string what) => Throw(path, $"the pickle {what}. {Convert}");

    [DoesNotReturn]
    public static void Unsound(string path, long position, string why) => Throw(path, $"the pickle is not sound near byte {position:N0}: {why}. {Damaged}");

    [DoesNotReturn]
    public static void Storage(string path, string key, string why) => Throw(path, $"storage '{Shorten(key)}' {why}. {Damaged}");

    [DoesNotReturn]
    public static void Tensor(string path, string shape, string why) => Throw(path, $"a tensor of shape {shape} {why}. {Damaged}");

    [DoesNotReturn]
    public static void TooManyBytes(string path, Int128 bytes, long limit) =>
        Throw(path, $"its tensors have {bytes:N0} bytes, at most {limit:N0} expected of a file of this length. It repeats the same storage too often; save the tensors as they are.");

    [DoesNotReturn]
    public static void StateDict(string path, string why) => Throw(path, why);

    /// <summary>A text of the file that is safe in a message: short, and without control characters.</summary>
    public static string Shorten(string text)
    {
        string shown = text.Length > 100 ? text[..100] + "..." : text;
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    [DoesNotReturn]
    private static void Throw(string path, string what) => throw new WeightsException($"Checkpoint {path}: {what}");
}
