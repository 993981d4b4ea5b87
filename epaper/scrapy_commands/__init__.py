"""Commands of ``scrapy`` that do more in this project, one a module; ``COMMANDS_MODULE`` in the settings names them."""
