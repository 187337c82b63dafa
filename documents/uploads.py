"""The upload handler: a file over the limit is not stored while it arrives, and the rest of the
form is still read, so that the person gets the form back with a plain sentence."""

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooLarge(UploadedFile):
    """Stands for a file that was not stored; its size is the size that was sent."""

    too_large = True


class LimitHandler(FileUploadHandler):
    files = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0
        self.files += 1
        if self.files > settings.ATTACHMENT_REQUEST_FILES:
            raise TooManyFilesSent

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_MAX_BYTES:
            return None  # the handlers behind this one get no more of it
        return raw_data

    def file_complete(self, file_size):
        if file_size <= settings.ATTACHMENT_MAX_BYTES:
            return None
        for handler in self.request.upload_handlers:  # what they hold of it so far
            if getattr(handler, "file", None) is not None:
                handler.file.close()
        return TooLarge(
            name=self.file_name, content_type=self.content_type, size=file_size, charset=None
        )
