namespace CtVlm.MLNet.Torch;

/// <summary>What a file of torch.save holds.</summary>
/// <param name="Root">The value that was saved.</param>
/// <param name="StorageStarts">Offset in the file of each storage's first byte; all of its bytes are in the file.</param>
internal sealed record PickledFile(object? Root, IReadOnlyDictionary<string, long> StorageStarts);
