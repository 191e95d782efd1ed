using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Op = CtVlm.MLNet.Torch.PickleOperations;

namespace CtVlm.MLNet.Torch;

/// <content>Numbers, texts and containers.</content>
internal sealed partial class Unpickler
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private bool RunScalar(byte operation)
    {
        switch (operation)
        {
            case Op.None:
                Push(null);
                return true;
            case Op.True:
            case Op.False:
                Push(operation == Op.True);
                return true;
            case Op.Byte:
                Push((long)_source.ReadByte());
                return true;
            case Op.UInt16:
                Push((long)BinaryPrimitives.ReadUInt16LittleEndian(_source.Read(2)));
                return true;
            case Op.Int32:
                Push((long)BinaryPrimitives.ReadInt32LittleEndian(_source.Read(4)));
                return true;
            case Op.Long1:
                Push(ReadWhole(_source.ReadByte()));
                return true;
            case Op.BinaryFloat:
                Push(BinaryPrimitives.ReadDoubleBigEndian(_source.Read(8)));
                return true;
            default:
                return RunText(operation);
        }
    }

    private bool RunText(byte operation)
    {
        switch (operation)
        {
            case Op.ShortText:
                Push(ReadText(_source.ReadByte(), s_strict));
                return true;
            case Op.Text:
                Push(ReadText(ReadUInt32(), s_strict));
                return true;
            case Op.LongText:
                Push(ReadText(BinaryPrimitives.ReadUInt64LittleEndian(_source.Read(8)), s_strict));
                return true;
            case Op.ShortText8Bit:
                Push(ReadText(_source.ReadByte(), Encoding.Latin1));
                return true;
            case Op.Text8Bit:
                Push(ReadText(ReadUInt32(), Encoding.Latin1));
                return true;
            default:
                return false;
        }
    }

    private bool RunContainer(byte operation)
    {
        switch (operation)
        {
            case Op.Mark:
                OpenMark();
                return true;
            case Op.EmptyTuple:
                Push(Array.Empty<object?>());
                return true;
            case Op.Tuple1:
            case Op.Tuple2:
            case Op.Tuple3:
                Push(PopTuple(operation - Op.Tuple1 + 1));
                return true;
            case Op.Tuple:
                Push(PopToMark());
                return true;
            case Op.EmptyList:
                Push(new List<object?>());
                return true;
            case Op.List:
                Push(new List<object?>(PopToMark()));
                return true;
            case Op.Append:
                AddToList([Pop()]);
                return true;
            case Op.Appends:
                AddToList(PopToMark());
                return true;
            default:
                return RunDictionary(operation);
        }
    }

    private bool RunDictionary(byte operation)
    {
        switch (operation)
        {
            case Op.EmptyDictionary:
                Push(new PickledDictionary());
                return true;
            case Op.Dictionary:
                object?[] items = PopToMark();
                Push(new PickledDictionary());
                AddToDictionary(items);
                return true;
            case Op.SetItem:
                AddToDictionary(PopTuple(2));
                return true;
            case Op.SetItems:
                AddToDictionary(PopToMark());
                return true;
            default:
                return false;
        }
    }

    private void OpenMark()
    {
        if (_marks.Count >= PickleLimits.Marks)
        {
            PickleThrow.TooMuch(_source.Path, "containers open at once", PickleLimits.Marks);
        }

        _marks.Add(_stack.Count);
    }

    private void AddToList(object?[] items)
    {
        if (Peek() is List<object?> list)
        {
            list.AddRange(items);
        }
        else
        {
            Unsound("items are appended to something that is not a list");
        }
    }

    private void AddToDictionary(object?[] items)
    {
        if (Peek() is not PickledDictionary dictionary || items.Length % 2 != 0)
        {
            Unsound("items are set in something that is not a dictionary, or a key has no value");
            return;
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            if (!dictionary.Add(items[i], items[i + 1]))
            {
                Unsound($"the key '{PickleThrow.Shorten((string)items[i]!)}' comes twice");
            }
        }
    }

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(_source.Read(4));

    // A number beyond 64 bits is legal, as the one that begins the old format; no length or offset is one.
    private object ReadWhole(int bytes)
    {
        BigInteger value = new(_source.Read(bytes));
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    private string ReadText(ulong bytes, Encoding encoding)
    {
        if (bytes > PickleLimits.StringBytes)
        {
            PickleThrow.TooMuch(_source.Path, "bytes in one text", PickleLimits.StringBytes);
        }

        try
        {
            return encoding.GetString(_source.Read((int)bytes));
        }
        catch (DecoderFallbackException)
        {
            Unsound("a text is not UTF-8");
            return "";
        }
    }
}
