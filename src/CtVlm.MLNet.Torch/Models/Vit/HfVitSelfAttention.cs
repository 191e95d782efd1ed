using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Multi-head self-attention up to, but without, the map of its joined heads.</summary>
internal sealed class HfVitSelfAttention : nn.Module<Tensor, Tensor>
{
    private readonly LinearLayer query;
    private readonly LinearLayer key;
    private readonly LinearLayer value;
    private readonly int _heads;

    /// <summary>The attention of a configuration.</summary>
    public HfVitSelfAttention(HfVitConfig config)
        : base(nameof(HfVitSelfAttention))
    {
        query = new LinearLayer(config.Width, config.Width, config.HasQkvBias);
        key = new LinearLayer(config.Width, config.Width, config.HasQkvBias);
        value = new LinearLayer(config.Width, config.Width, config.HasQkvBias);
        _heads = config.Heads;
        RegisterComponents();
    }

    /// <summary>(N, T, D) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return MultiHead.Attend(query.forward(input), key.forward(input), value.forward(input), _heads).MoveToOuterDisposeScope();
    }
}
