using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The tokens of a text, then the class token and the patches of a picture, each with its position and its modality.</summary>
internal sealed class ViltEmbeddings : nn.Module
{
    private readonly BertEmbeddings text_embeddings;
    private readonly Parameter cls_token;
    private readonly Parameter position_embeddings;
    private readonly ViltPatchEmbeddings patch_embeddings;
    private readonly EmbeddingTable token_type_embeddings;
    private readonly int _gridSide;

    /// <summary>The embeddings of a model.</summary>
    public ViltEmbeddings(ViltConfig config)
        : base(nameof(ViltEmbeddings))
    {
        text_embeddings = new BertEmbeddings(config.Body);
        cls_token = Unset.Parameter(1, 1, config.Body.Width);
        position_embeddings = Unset.Parameter(1, 1 + (config.GridSide * config.GridSide), config.Body.Width);
        patch_embeddings = new ViltPatchEmbeddings(config);
        token_type_embeddings = new EmbeddingTable(config.ModalityCount, config.Body.Width);
        _gridSide = config.GridSide;
        RegisterComponents();
    }

    /// <summary>Int64 ids (N, T) and pixels (N, 3, H, W) -> (N, T + 1 + L, D).</summary>
    public Tensor Embed(Tensor ids, Tensor pixels, ViltPatches patches)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor modalities = token_type_embeddings.First(2); // (2, D)
        Tensor text = text_embeddings.forward(ids).Plus(modalities[0]); // (N, T) -> (N, T, D)
        Tensor image = EmbedPictures(pixels, patches).Plus(modalities[1]); // -> (N, 1 + L, D)
        return cat([text, image], 1).MoveToOuterDisposeScope(); // -> (N, T + 1 + L, D)
    }

    private Tensor EmbedPictures(Tensor pixels, ViltPatches patches)
    {
        Tensor cut = patch_embeddings.forward(pixels); // (N, 3, H, W) -> (N, R * C, D)
        Tensor grid = cut.Plus(Positions(patches).Like(cut));
        Tensor seen = patches.Order is null ? grid : grid.gather(1, patches.Order.unsqueeze(-1).expand(-1, -1, grid.shape[2])); // -> (N, L, D)
        Tensor first = cls_token.Plus(position_embeddings.narrow(1, 0, 1)); // (1, 1, D)
        return cat([first.Like(seen).expand(pixels.shape[0], -1, -1), seen], 1); // -> (N, 1 + L, D)
    }

    // (N, R * C, D), or (1, R * C, D) where the pictures have one size.
    private Tensor Positions(ViltPatches patches)
    {
        Dictionary<(int, int), Tensor> resized = patches.Sizes.Distinct().ToDictionary(size => size, size => Resize(size, patches));
        return resized.Count == 1 ? resized.Values.First() : cat([.. patches.Sizes.Select(size => resized[size])], 0);
    }

    // The positions of a picture's own grid, zeros on the rest of the batch's: (1, R * C, D)
    private Tensor Resize((int Rows, int Columns) size, ViltPatches patches)
    {
        Tensor all = PositionGrid.Resize(position_embeddings, 1, (_gridSide, _gridSide), size, PositionFilter.BilinearAligned); // (1, 1 + r * c, D)
        Tensor grid = all.narrow(1, 1, all.shape[1] - 1).reshape(size.Rows, size.Columns, -1); // -> (r, c, D)
        return nn.functional.pad(grid, [0, 0, 0, patches.Columns - size.Columns, 0, patches.Rows - size.Rows]) // -> (R, C, D)
            .reshape(1, patches.Rows * patches.Columns, -1); // -> (1, R * C, D)
    }
}
