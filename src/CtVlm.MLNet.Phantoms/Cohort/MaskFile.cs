using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CtVlm.MLNet.Phantoms;

/// <summary>Writes a mask as a safetensors file with one tensor.</summary>
/// <remarks>
/// Layout: eight bytes, the little-endian length of the header; the header, JSON padded with spaces to a multiple of eight; the voxels, one byte each.
/// The tensor is "mask", U8, [z, y, x]. <b>Source:</b> huggingface/safetensors, README.md, section Format (Apache-2.0).
/// </remarks>
internal static class MaskFile
{
    public static void Write(string path, PhantomSeries series)
    {
        string json = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"__metadata__":{"labels":"0 none, 1 diseased wall, 2 diseased lumen, 3 stricture"},"mask":{"dtype":"U8","shape":[{{{series.SliceCount}}},{{{series.Rows}}},{{{series.Columns}}}],"data_offsets":[0,{{{series.Mask.Length}}}]}}""");
        byte[] header = Encoding.ASCII.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        using FileStream file = File.Create(path);
        file.Write(length);
        file.Write(header);
        file.Write(series.Mask);
    }
}
