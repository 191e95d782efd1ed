using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The differentiable form of <see cref="TransMilPooling"/>.</summary>
internal sealed class TransMilModule : PoolingModule
{
    private const double Epsilon = 1e-5;

    private readonly LinearLayer fc;
    private readonly Parameter cls_token;
    private readonly LayerNormLayer norm1;
    private readonly BagAttention attn1;
    private readonly SquareConvolution proj;
    private readonly SquareConvolution proj1;
    private readonly SquareConvolution proj2;
    private readonly LayerNormLayer norm2;
    private readonly BagAttention attn2;
    private readonly LayerNormLayer norm;

    /// <summary>TransMIL for rows of a width, with vectors of another inside.</summary>
    public TransMilModule(long rowWidth, long width, long heads)
        : base(nameof(TransMilModule))
    {
        fc = new LinearLayer(rowWidth, width);
        cls_token = Unset.Parameter(1, width);
        norm1 = new LayerNormLayer(width, Epsilon);
        attn1 = new BagAttention(width, heads);
        proj = new SquareConvolution(width, 7);
        proj1 = new SquareConvolution(width, 5);
        proj2 = new SquareConvolution(width, 3);
        norm2 = new LayerNormLayer(width, Epsilon);
        attn2 = new BagAttention(width, heads);
        norm = new LayerNormLayer(width, Epsilon);
        RegisterComponents();
    }

    public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

    private protected override PooledBags Pool(BagBatch bags)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long slices, Device device) = (bags.Rows.shape[0], bags.Rows.shape[1], bags.Rows.device);
        Tensor flat = bags.Rows.reshape(batch * slices, -1); // (B, N, D) -> (B * N, D)
        IReadOnlyList<BagGroup> groups = BagGroups.Of(bags.Mask);
        PooledBags[] parts = [.. groups.Select(g => PoolEqual(flat.index_select(0, tensor(g.Rows, device: device)).view(g.Bags.Length, g.Slices, -1)))];
        long[] order = [.. groups.SelectMany(g => g.Bags).Index().OrderBy(b => b.Item).Select(b => (long)b.Index)];
        Tensor vectors = cat([.. parts.Select(p => p.Vectors)], 0).index_select(0, tensor(order, device: device)); // (B, K), as the bags came
        Tensor given = cat([.. parts.Select(p => p.Weights!.flatten())], 0);
        Tensor weights = given.new_zeros(batch * slices).index_copy(0, tensor([.. groups.SelectMany(g => g.Rows)], device: device), given).view(batch, slices);
        return new(vectors.MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    // Bags of equally many slices, (G, n, D) -> (G, K) and (G, n)
    private PooledBags PoolEqual(Tensor rows)
    {
        long slices = rows.shape[1];
        long side = (long)Math.Ceiling(Math.Sqrt(slices));
        long repeated = (side * side) - slices; // never more than there are
        Tensor hidden = fc.forward(rows).relu(); // -> (G, n, K)
        Tensor token = cls_token.unsqueeze(0).expand(rows.shape[0], 1, cls_token.shape[1]); // (1, K) -> (G, 1, K)
        Tensor tokens = cat([token, hidden, hidden.narrow(1, 0, repeated)], 1); // -> (G, 1 + S * S, K)
        Tensor seen = norm1.forward(tokens);
        tokens = Place(tokens.Plus(attn1.Attend(seen, seen, null).Mixed), side);
        seen = norm2.forward(tokens);
        (Tensor mixed, Tensor attention) = attn2.Attend(seen.narrow(1, 0, 1), seen, null); // only the token's output is read: (G, 1, K), (G, H, 1, 1 + S * S)
        Tensor output = norm.forward(tokens.narrow(1, 0, 1).Plus(mixed)).squeeze(1); // -> (G, K)
        return new(output, Fold(attention.mean([1]).squeeze(1), slices, repeated));
    }

    // PPEG: adds three convolutions over the square to its tokens. (G, 1 + S * S, K) -> the same
    private Tensor Place(Tensor tokens, long side)
    {
        (long batch, long width) = (tokens.shape[0], tokens.shape[2]);
        Tensor square = tokens.narrow(1, 1, side * side).transpose(1, 2).reshape(batch, width, side, side); // -> (G, K, S, S)
        Tensor placed = proj.forward(square).Plus(square).Plus(proj1.forward(square)).Plus(proj2.forward(square));
        return cat([tokens.narrow(1, 0, 1), placed.flatten(2).transpose(1, 2)], 1);
    }

    // What the token gives each slice, its repetition included: (G, 1 + S * S) -> (G, n)
    private static Tensor Fold(Tensor attention, long slices, long repeated)
    {
        Tensor again = attention.narrow(1, 1 + slices, repeated);
        Tensor none = attention.new_zeros(attention.shape[0], slices - repeated);
        Tensor weights = attention.narrow(1, 1, slices).Plus(cat([again, none], 1));
        return weights / weights.sum(1, keepdim: true);
    }
}
