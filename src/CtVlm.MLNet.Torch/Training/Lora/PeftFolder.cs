namespace CtVlm.MLNet.Torch;

/// <summary>Writes an adapter's folder as PEFT does: adapter_config.json and adapter_model.safetensors.</summary>
/// <remarks>
/// The folder is written aside and renamed into place: it is there whole, or as it was before. Keys are base_model.model.MODULE.lora_A.weight [r, in] and
/// .lora_B.weight [out, r], float32. A trained scale of similarities goes into the header of the tensors, where PEFT leaves it alone.
/// <b>Source:</b> huggingface/peft, src/peft/utils/save_and_load.py, get_peft_model_state_dict (Apache-2.0).
/// </remarks>
internal static class PeftFolder
{
    private static readonly string[] s_files = [LoraAdapter.ConfigFile, LoraAdapter.WeightsFile];

    /// <summary>Writes a folder; an adapter that is there is replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="weights">The adapters; of other changes only the scale of similarities can be held.</param>
    /// <param name="baseModel">Name of the base model.</param>
    /// <param name="dropout">The dropout that a training of PEFT would go on with.</param>
    /// <exception cref="InvalidOperationException">There are no adapters, or other tensors are changed too, or adapters are scaled by different rules.</exception>
    /// <exception cref="IOException">The folder holds other files, or cannot be written.</exception>
    public static void Write(string folder, AdaptedWeights weights, string baseModel, double dropout = 0)
    {
        Check(weights);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        CheckReplaceable(full);
        string aside = $"{full}.{Guid.NewGuid():N}.partial";
        Directory.CreateDirectory(aside);
        try
        {
            WriteTensors(Path.Combine(aside, LoraAdapter.WeightsFile), weights);
            File.WriteAllBytes(Path.Combine(aside, LoraAdapter.ConfigFile), PeftConfiguration.Write([.. weights.Lora.Select(l => l.Form)], baseModel, dropout));
            Replace(aside, full);
        }
        finally
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }
        }
    }

    private static void Check(AdaptedWeights weights)
    {
        string[] others = [.. weights.Tensors.Select(t => t.Name).Except(LoraScale.Names)];
        string? fault = weights.Lora.Count == 0 ? "there is none"
            : others.Length > 0 ? $"{others.Length} other tensors are changed too, which PEFT's format cannot hold: {string.Join(", ", others.Take(20))}. Save a pipeline with the encoder instead"
            : weights.Lora.Select(l => l.Form.IsRankStabilized).Distinct().Count() > 1 ? "some adapters are rank-stabilised and some are not, which PEFT's format cannot hold"
            : null;
        if (fault is not null)
        {
            throw new InvalidOperationException($"The adapter cannot be written: {fault}.");
        }
    }

    private static void CheckReplaceable(string folder)
    {
        string[] strangers = Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Except(s_files).Take(5)] : [];
        if (strangers.Length > 0 || File.Exists(folder))
        {
            throw new IOException($"Adapter folder {folder}: a new folder, or one with {string.Join(" and ", s_files)} alone, expected; found {(strangers.Length > 0 ? string.Join(", ", strangers) : "a file")}. Name another folder.");
        }
    }

    // A folder cannot be renamed over another: the old one goes aside for the moment between.
    private static void Replace(string aside, string folder)
    {
        string old = $"{folder}.{Guid.NewGuid():N}.old";
        bool hadOne = Directory.Exists(folder);
        if (hadOne)
        {
            Directory.Move(folder, old);
        }

        try
        {
            Directory.Move(aside, folder);
        }
        catch when (hadOne)
        {
            Directory.Move(old, folder);
            throw;
        }

        if (hadOne)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static void WriteTensors(string path, AdaptedWeights weights)
    {
        (string Name, long[] Shape, float[] Values)[] tensors =
        [
            .. weights.Lora.SelectMany(l => new (string, long[], float[])[]
            {
                (LoraMatcher.Prefix + l.Form.DownName, [l.Form.Rank, l.InputWidth], l.Down),
                (LoraMatcher.Prefix + l.Form.UpName, [l.OutputWidth, l.Form.Rank], l.Up),
            }),
        ];
        Dictionary<string, string> metadata = new() { ["format"] = "pt" };
        LoraScale.Write(weights, metadata);
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, [.. tensors.Select(t => new SafetensorsTensor(t.Name, SafetensorsType.Float32, t.Shape))], metadata);
        foreach ((string name, _, float[] values) in tensors)
        {
            writer.Write(name, values);
        }

        writer.Complete();
    }
}
