"""What a Rasa component needs around it when it stands alone: a place to keep its model, a context, messages."""

import tempfile
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple, Type

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Stand:
    """Creates, trains and loads one component, each time from the same stored resource."""

    def __init__(self, component: Type[GraphComponent], config: Optional[Dict[str, Any]] = None, name: str = "it") -> None:
        self.component = component
        self.config = {**component.get_default_config(), **(config or {})}
        self.resource = Resource(name)
        self.storage = LocalModelStorage(Path(tempfile.mkdtemp()))
        self.context = ExecutionContext(GraphSchema({}), node_name=name)

    def created(self) -> Any:
        """A new, untrained component."""
        return self.component.create(self.config, self.storage, self.resource, self.context)

    def loaded(self) -> Any:
        """The component as a server would load it after training."""
        return self.component.load(self.config, self.storage, self.resource, self.context)


def message(text: Optional[str], intent: Optional[str] = None) -> Message:
    """A message with a text, an intent, or both."""
    return Message({key: value for key, value in ((TEXT, text), (INTENT, intent)) if value is not None})


def training(examples: Sequence[Tuple[Optional[str], str]]) -> TrainingData:
    """Training data of texts with their intents."""
    return TrainingData([message(text, intent) for text, intent in examples])


def texts(messages: List[Message]) -> List[Any]:
    """The texts of messages."""
    return [each.get(TEXT) for each in messages]
