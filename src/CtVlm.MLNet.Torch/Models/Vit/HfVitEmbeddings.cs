using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The class token, register tokens and patches of an image; class token and patches have positions, registers do not.</summary>
internal sealed class HfVitEmbeddings : nn.Module<Tensor, Tensor>
{
    private readonly Parameter cls_token;
    private readonly Parameter? register_tokens;
    private readonly Parameter position_embeddings;
    private readonly HfVitPatchEmbeddings patch_embeddings;
    private readonly HfVitConfig _config;
    private readonly bool _antialiases;

    /// <summary>The embeddings of a configuration.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="registerTokens">Number of register tokens; 0 for none.</param>
    /// <param name="antialiases">Whether positions that are resized are antialiased.</param>
    public HfVitEmbeddings(HfVitConfig config, int registerTokens, bool antialiases)
        : base(nameof(HfVitEmbeddings))
    {
        cls_token = Unset.Parameter(1, 1, config.Width);
        register_tokens = registerTokens > 0 ? Unset.Parameter(1, registerTokens, config.Width) : null;
        position_embeddings = Unset.Parameter(1, 1 + (config.GridSize * config.GridSize), config.Width);
        patch_embeddings = new HfVitPatchEmbeddings(config.Width, config.PatchSize);
        _config = config;
        _antialiases = antialiases;
        RegisterComponents();
    }

    /// <summary>(N, 3, H, W) -> (N, T, D).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = patch_embeddings.forward(input); // (N, 3, H, W) -> (N, T', D)
        Tensor first = cls_token.Like(patches).expand(patches.shape[0], -1, -1); // (1, 1, D) -> (N, 1, D)
        Tensor positions = GetPositions(input.shape[2] / _config.PatchSize, input.shape[3] / _config.PatchSize); // (1, 1 + T', D)
        Tensor tokens = cat([first, patches], 1).Plus(positions.Like(patches)); // -> (N, 1 + T', D)
        return (register_tokens is null ? tokens : Insert(tokens, register_tokens)).MoveToOuterDisposeScope();
    }

    // (N, 1 + T', D) -> (N, T, D): class token, registers, patches.
    private static Tensor Insert(Tensor tokens, Tensor registers) =>
        cat([tokens.narrow(1, 0, 1), registers.Like(tokens).expand(tokens.shape[0], -1, -1), tokens.narrow(1, 1, tokens.shape[1] - 1)], 1);

    // -> (1, 1 + T', D)
    private Tensor GetPositions(long rows, long columns) => PositionGrid.Resize(
        position_embeddings,
        1,
        (_config.GridSize, _config.GridSize),
        ((int)rows, (int)columns),
        _antialiases ? PositionFilter.BicubicAntialiased : PositionFilter.Bicubic);
}
