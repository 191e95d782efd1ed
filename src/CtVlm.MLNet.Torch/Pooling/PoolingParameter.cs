using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>One learnt tensor of a pooling.</summary>
/// <param name="Name">Its name in the module.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its values, row by row.</param>
internal sealed record PoolingParameter(string Name, long[] Shape, float[] Values)
{
    /// <summary>Copies of a module's tensors.</summary>
    public static IReadOnlyList<PoolingParameter> Of(torch.nn.Module module)
    {
        using IDisposable mode = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        return [.. module.state_dict().Select(entry => new PoolingParameter(
            entry.Key, [.. entry.Value.shape], entry.Value.detach().to(torch.float32).cpu().contiguous().data<float>().ToArray()))];
    }

    /// <summary>Copies parameters into a module.</summary>
    /// <exception cref="InvalidDataException">Names or shapes are not the module's.</exception>
    public static void Fill(torch.nn.Module module, IReadOnlyList<PoolingParameter> parameters)
    {
        using IDisposable mode = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        Dictionary<string, torch.Tensor> state = module.state_dict();
        Dictionary<string, PoolingParameter> given = parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        string[] wrong = [.. state.Where(s => !given.TryGetValue(s.Key, out PoolingParameter? p) || !p.Shape.SequenceEqual(s.Value.shape)).Select(s => s.Key), .. given.Keys.Except(state.Keys)];
        if (wrong.Length > 0)
        {
            throw new InvalidDataException($"The saved pooling does not fit '{module.GetName()}': {string.Join(", ", wrong)}.");
        }

        foreach ((string name, torch.Tensor tensor) in state)
        {
            tensor.copy_(torch.tensor(given[name].Values, given[name].Shape));
        }
    }
}
