using System.Buffers.Binary;
using System.Text;
using Op = CtVlm.MLNet.Torch.PickleOperations;

namespace CtVlm.MLNet.Torch;

/// <content>Names, storages and what is made of them.</content>
internal sealed partial class Unpickler
{
    private bool RunObject(byte operation)
    {
        switch (operation)
        {
            case Op.Protocol:
                CheckProtocol(_source.ReadByte());
                return true;
            case Op.Frame:
                // Its length only helps readers that fetch ahead.
                BinaryPrimitives.ReadUInt64LittleEndian(_source.Read(8));
                return true;
            case Op.Global:
                PushName(ReadLine(), ReadLine());
                return true;
            case Op.StackGlobal:
                PushStackName(PopTuple(2));
                return true;
            case Op.PersistentId:
                Push(_tensors.Store(Pop()));
                return true;
            case Op.Reduce:
                Call(PopTuple(2));
                return true;
            case Op.Build:
                Build(Pop());
                return true;
            default:
                return false;
        }
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol > Op.HighestProtocol)
        {
            Unsound($"its protocol is {protocol}, at most {Op.HighestProtocol} expected");
        }
    }

    private void PushName(string module, string member)
    {
        if (PickleNames.Find(module, member) is not PickleName name)
        {
            PickleThrow.Name(_source.Path, $"{module}.{member}");
            return;
        }

        Push(name);
    }

    private void PushStackName(object?[] parts)
    {
        if (parts is not [string module, string member])
        {
            Unsound("a name is not a text");
            return;
        }

        PushName(module, member);
    }

    private void Call(object?[] call)
    {
        if (call is not [PickleName name, object?[] arguments])
        {
            PickleThrow.Call(_source.Path, "calls something that is not one of the allowed names");
            return;
        }

        Push(name.Kind switch
        {
            PickleNameKind.Tensor => _tensors.View(arguments),
            PickleNameKind.Parameter => _tensors.Unwrap(arguments),
            PickleNameKind.OrderedDictionary when arguments.Length == 0 => new PickledDictionary(),
            PickleNameKind.Size when arguments is [object?[] lengths] => lengths,
            _ => RefuseCall(name),
        });
    }

    private object? RefuseCall(PickleName name)
    {
        PickleThrow.Call(_source.Path, $"calls {name.FullName} with arguments that it is not called with in a checkpoint");
        return null;
    }

    // torch keeps version numbers as attributes of the ordered dictionary; they say nothing of the tensors.
    private void Build(object? state)
    {
        if (Peek() is not PickledDictionary || state is not PickledDictionary)
        {
            PickleThrow.Call(_source.Path, "sets attributes of something that is not a dictionary");
        }
    }

    private string ReadLine()
    {
        StringBuilder line = new();
        for (byte next = _source.ReadByte(); next != (byte)'\n'; next = _source.ReadByte())
        {
            if (line.Length == PickleLimits.NameBytes)
            {
                PickleThrow.TooMuch(_source.Path, "bytes in one name", PickleLimits.NameBytes);
            }

            line.Append((char)next);
        }

        return line.ToString();
    }
}
