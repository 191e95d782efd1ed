namespace CtVlm.MLNet.Torch;

/// <summary>Finds the named tensors of a model in what was saved: a state dict itself, or one within a training checkpoint.</summary>
internal static class StateDict
{
    private const string TopLevel = "the top level";
    private const string ParallelPrefix = "module.";
    private const int MaximumListed = 20;

    private static readonly string[] s_keys = ["state_dict", "model", "model_state_dict"];

    /// <summary>The tensors by name, without the prefix that data-parallel training gives to every name.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="root">What was saved.</param>
    /// <exception cref="WeightsException">There is no state dict, or more than one.</exception>
    public static IReadOnlyList<KeyValuePair<string, PickledTensor>> Find(string path, object? root)
    {
        if (root is not PickledDictionary top)
        {
            PickleThrow.StateDict(path, "what was saved is not a dictionary of tensors. Save the model's state_dict.");
            return [];
        }

        (string Name, PickledDictionary Items)[] found = [.. Candidates(top).Where(c => c.Items.Tensors.Any())];
        if (found.Length > 1)
        {
            PickleThrow.StateDict(path, $"tensors are in {string.Join(" and in ", found.Select(f => f.Name))}, one place expected. Save the state_dict that is meant alone.");
        }

        if (found.Length == 0)
        {
            PickleThrow.StateDict(path, $"no tensors at {TopLevel} or in {string.Join(", ", s_keys)}; the keys are {Describe(top)}. Save the model's state_dict alone.");
        }

        return Strip(path, [.. found[0].Items.Tensors]);
    }

    private static IEnumerable<(string Name, PickledDictionary Items)> Candidates(PickledDictionary top) =>
        s_keys.Where(key => top.Items.GetValueOrDefault(key) is PickledDictionary).Select(key => ($"'{key}'", (PickledDictionary)top.Items[key]!)).Prepend((TopLevel, top));

    private static IReadOnlyList<KeyValuePair<string, PickledTensor>> Strip(string path, KeyValuePair<string, PickledTensor>[] tensors)
    {
        if (!Array.TrueForAll(tensors, t => t.Key.StartsWith(ParallelPrefix, StringComparison.Ordinal)))
        {
            return tensors;
        }

        if (Array.Exists(tensors, t => t.Key.Length == ParallelPrefix.Length))
        {
            PickleThrow.StateDict(path, $"a tensor is named '{ParallelPrefix}' and nothing else. Save the checkpoint again.");
        }

        return [.. tensors.Select(t => KeyValuePair.Create(t.Key[ParallelPrefix.Length..], t.Value))];
    }

    private static string Describe(PickledDictionary dictionary)
    {
        string[] keys = [.. dictionary.Items.Keys.Order(StringComparer.Ordinal).Take(MaximumListed).Select(PickleThrow.Shorten)];
        return keys.Length == 0 ? "none" : string.Join(", ", keys);
    }
}
