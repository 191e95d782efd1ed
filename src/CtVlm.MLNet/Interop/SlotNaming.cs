using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet;

/// <summary>Names the slots of an embedding, prefix.000, prefix.001, ..., when somebody asks.</summary>
internal static class SlotNaming
{
    public static void Add(DataViewSchema.Annotations.Builder builder, int width, Func<string> prefix) =>
        builder.AddSlotNames(width, (ref VBuffer<ReadOnlyMemory<char>> names) =>
        {
            string start = prefix();
            int digits = Math.Max(3, (width - 1).ToString(CultureInfo.InvariantCulture).Length);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref names, width);
            for (int i = 0; i < width; i++)
            {
                editor.Values[i] = $"{start}.{i.ToString("D" + digits, CultureInfo.InvariantCulture)}".AsMemory();
            }

            names = editor.Commit();
        });
}
