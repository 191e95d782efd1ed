namespace CtVlm.MLNet.Torch;

/// <summary>The weights of a folder and their hash: opened when they are asked for, read once where both are wanted.</summary>
/// <param name="folder">Full path of the folder.</param>
/// <param name="memory">Remembers hashes from process to process.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class WeightsFolder(string folder, HashMemory memory)
{
    private TensorDigests? _digests;

    /// <summary>Opens the checkpoint for the time of a call.</summary>
    /// <exception cref="WeightsException">There is none, or it is not sound.</exception>
    public TResult Use<TResult>(Func<Checkpoint, TResult> use) => Use((weights, _) => use(weights));

    /// <summary>The hash of the tensors, lower-case hex: remembered, or made of what was read before and of the rest.</summary>
    /// <exception cref="WeightsException">There is no checkpoint, or it is not sound.</exception>
    public string HashTensors() => Use((weights, stamp) =>
    {
        if (memory.Find(stamp) is string known)
        {
            return known;
        }

        string hash = EncoderHash.OfTensors(weights);
        if (FileStamp.Of(weights.Paths) == stamp)
        {
            memory.Keep(stamp, hash);
        }

        return hash;
    });

    private TResult Use<TResult>(Func<Checkpoint, FileStamp, TResult> use)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(folder);
        FileStamp stamp = FileStamp.Of(weights.Paths);

        // What is read for the first time gives its digests on the way; where the hash is remembered nobody needs them.
        weights.Digests = memory.Find(stamp) is null ? DigestsOf(stamp) : null;
        return use(weights, stamp);
    }

    // Digests of files that were changed since are worth nothing.
    private TensorDigests DigestsOf(FileStamp stamp)
    {
        TensorDigests? digests = Volatile.Read(ref _digests);
        if (digests?.Stamp != stamp.Key)
        {
            digests = new TensorDigests(stamp.Key);
            Volatile.Write(ref _digests, digests);
        }

        return digests;
    }
}
